/** What each page behind a one-time link shows. */
export interface PassPage {
	/** Its name. */
	workshop: string;
	/** Epoch milliseconds. */
	expiresAt: number;
	/** The workshop's. */
	timeZone: string;
	/** What is wrong with each field, by its name. */
	problems?: Partial<Record<string, string>>;
}

/** Whoever is signed in in this browser and is not whom the link is for. */
export interface Visitor {
	username: string;
	/** With the account they have: it is not in this workshop yet. */
	mayJoin: boolean;
}

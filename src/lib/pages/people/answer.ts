/** What became of one form of this page. */
export interface Answer {
	saved?: boolean;
	refusal?: string;
	problems?: Partial<Record<string, string>>;
	typed?: Partial<Record<string, string>>;
	/** Of a link just made, shown this once. */
	address?: string | null;
	signedOut?: boolean;
	/** Of somebody, shown this once. */
	pin?: string;
}

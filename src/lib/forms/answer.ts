type Texts = Partial<Record<string, string>>;

/** What became of one form of a page, as an action answers it. */
export interface FormAnswer {
	/** Which form of the page. */
	at?: string;
	saved?: boolean;
	refusal?: string;
	/** What is wrong, by field. */
	problems?: Texts;
	/** What was typed. Without JavaScript the form comes back empty; with it, it keeps what was typed by itself. */
	typed?: Texts;
}

/** The answer to one form of a page; of another form it says nothing. */
export const answerTo = <Answer extends { at?: string }>(
	answer: Answer | null | undefined,
	at: string
): Answer | undefined => (answer?.at === at ? answer : undefined);

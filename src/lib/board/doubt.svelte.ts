/**
 * What a form asks about once before it sends: the same answer given again is meant. Another question is asked
 * anew. [CAL4]
 */
export class Doubt {
	/** What is asked now; empty for nothing. */
	question = $state('');

	/** @returns whether to wait for another press of the button */
	asks(question: string): boolean {
		const asked = this.question;
		this.question = question;
		return question !== '' && question !== asked;
	}
}

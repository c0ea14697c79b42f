/** Why an import could not begin; nothing was changed. */
export class Stop extends Error {
	readonly code: string;

	/** @param message in the user's language */
	constructor(code: string, message: string) {
		super(message);
		this.code = code;
	}
}

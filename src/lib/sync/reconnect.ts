/*
 * When a screen comes back after its connection broke. All of them together: every screen is back within 5 s of
 * the server, and a thousand of them do not knock at once.
 */

/** Socket.IO's own: 0.25 to 0.75 s at first, doubled with each try, up to 3.75 s; milliseconds. */
export const RECONNECTION = {
	reconnectionDelay: 500,
	reconnectionDelayMax: 2_500,
	randomizationFactor: 0.5
};
/** After the server put it out, milliseconds: a link was revoked, or it restarts. Knocking again tells which. */
export const KNOCK_AFTER_END = 1_000;
/** After the server refused it, milliseconds: Socket.IO gives up by itself there. */
export const KNOCK_AFTER_REFUSAL = 3_000;
/** How long a join or a command waits for its acknowledgement, milliseconds. */
export const PATIENCE = 8_000;

/*
 * When a screen comes back after its connection broke. All of them together: every screen is current within 5 s of
 * the way being open, and a thousand of them do not connect at the same moment. All in milliseconds.
 */

/** Socket.IO's own: 0.25 to 0.75 s at first, doubled with each try, up to 3.75 s. */
export const RECONNECTION = {
	reconnectionDelay: 500,
	reconnectionDelayMax: 2_500,
	randomizationFactor: 0.5
};
/** An attempt to connect that is not answered. The next one follows at once: the way may be open by then. */
export const CONNECT_TIMEOUT = 4_000;
/** How often the server pings each screen, also while its database is away; and how long it waits for the pong. */
export const PING_EVERY = 5_000;
export const PONG_WITHIN = 15_000;
/** A connection on which nothing was heard for so long is dead. */
export const DEAD_AFTER = 8_000;
/** After the server closed it: a link was revoked, or it restarts. The next attempt tells which. */
export const KNOCK_AFTER_END = 1_000;
/** After the server refused it: Socket.IO stops trying there. */
export const KNOCK_AFTER_REFUSAL = 3_000;
/** How long a join or a command waits for its acknowledgement. */
export const PATIENCE = 8_000;

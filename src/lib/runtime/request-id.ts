import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import { isTrustedPeer } from './address.ts';

/** By which the entry tells the app: written over whatever a client sent. */
export const requestIdHeader = 'x-kanche-request';

/** Ten signs: short enough to be read out over the telephone. */
export const newRequestId = (): string => randomBytes(5).toString('hex');

/** What a request is called in the log: as a trusted proxy calls it in X-Request-Id, else by a new name. [OBS4] */
export function requestIdOf(request: IncomingMessage, trusted?: BlockList): string {
	const given = request.headers['x-request-id'];
	const isName = typeof given === 'string' && /^[\w-]{8,64}$/.test(given);
	return isName && isTrustedPeer(request, trusted) ? given : newRequestId();
}

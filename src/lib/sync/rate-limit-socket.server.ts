import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Viewer } from '../identity/identify.server.ts';
import { eventAccess, overlaps, type Speaker } from '../access/table.ts';
import { whose } from './count-sockets.server.ts';
import type { LiveSocket } from './live-socket.ts';
import type { ScreenToServer } from './protocol.ts';

/** Messages that one person, or the screens of one link, may send within so many seconds. */
const MESSAGES = 600;
const MESSAGES_PERIOD = 10;

const rows: Record<keyof ScreenToServer, readonly Speaker[]> = eventAccess;

/** What has no row is denied. [ACC3] */
export const mayUse = (viewer: Viewer, event: keyof ScreenToServer): boolean =>
	overlaps(viewer.member?.roles ?? [viewer.screen ? 'screen' : 'link'], rows[event]);

/**
 * Hears of each socket as often as people and their screens speak, and what screens of ours say. The busiest
 * drags twice a second; the rest is for pages that come back and for whoever plays a day fast. [ACC3] [ACC8]
 */
export function messageLimit(): (socket: LiveSocket) => void {
	const limiter = new RateLimiterMemory({ points: MESSAGES, duration: MESSAGES_PERIOD });
	return (socket) =>
		socket.use(([event], next) => {
			limiter.consume(whose(socket.data.viewer)).then(
				() => {
					// What no screen of ours says goes unheard.
					if (Object.hasOwn(rows, event)) next();
				},
				() => void socket.disconnect(true)
			);
		});
}

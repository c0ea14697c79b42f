import { type AccountOf, identify, type Viewer } from '../access/identify.server.ts';
import type { Screen } from '../screens/screens.server.ts';
import { requestOrigin } from '../server/address.ts';
import type { Config } from '../server/config.ts';
import { bareCookies } from '../server/cookies.ts';
import type { Database } from '../server/database.ts';
import { explainError } from '../server/explain-error.ts';
import { connectionLimit } from './count-sockets.server.ts';
import type { LiveLog, LiveServer, LiveSocket } from './live-socket.ts';

export interface DoorkeeperParts {
	db: Database;
	config: Pick<Config, 'publicOrigins' | 'loadFactor'>;
	accountOf: AccountOf;
	log: LiveLog;
}

/** Lets in who may look at a feed, and keeps who that is with the socket. [ACC3] */
export function letIn(io: LiveServer, parts: DoorkeeperParts): void {
	const asked = new WeakSet<object>();
	const hasRoom = connectionLimit(parts.config.loadFactor);
	io.use((socket, next) => {
		// Asking who somebody is takes the database: once for each connection, or one of them sends ten
		// thousand names in a second, and every command waits behind those.
		if (asked.has(socket.conn)) return void socket.conn.close();
		asked.add(socket.conn);
		viewerOf(socket, parts).then(
			(viewer) => {
				if (!viewer) return next(new Error('denied'));
				// Closed before its identity was known, it must not be counted for ever.
				if (socket.conn.readyState !== 'open') return;
				if (!hasRoom(socket, viewer)) return next(new Error('unavailable'));
				socket.data.viewer = viewer;
				next();
			},
			(error: unknown) => {
				parts.log.warn({ error: explainError(error).message }, 'identifying a socket failed');
				next(new Error('unavailable'));
			}
		);
	});
}

/**
 * Closes what is open to somebody who would not be let in any more, and learns new roles. [ACC7]
 *
 * @param workshopId only what is open of this workshop
 */
export async function askAgain(io: LiveServer, parts: DoorkeeperParts, workshopId?: string): Promise<void> {
	/** Who came with the same is the same: many screens of one link or session cost one question. */
	const answers = new Map<string, Promise<Viewer | null>>();
	const ask = (socket: LiveSocket): Promise<Viewer | null> => {
		const { auth, headers } = socket.handshake;
		const cameWith = JSON.stringify([auth, headers.cookie, isSecure(socket, parts)]);
		const answer = answers.get(cameWith) ?? viewerOf(socket, parts);
		answers.set(cameWith, answer);
		return answer;
	};
	try {
		for (const socket of [...io.sockets.sockets.values()]) {
			if (workshopId !== undefined && socket.data.viewer.workshopId !== workshopId) continue;
			const viewer = await ask(socket);
			const before = socket.data.viewer;
			if (viewer) {
				socket.data.viewer = viewer;
				order(socket, before.screen);
			}
			// A screen that became another kind follows another feed: it is told so, and comes back as that.
			if (viewer?.feed !== before.feed) socket.disconnect(true);
		}
	} catch (error) {
		// The database is away: nobody is thrown out for that.
		parts.log.warn({ error: explainError(error).message }, 'asking sockets again failed');
	}
}

/** Tells a wall or lounge what the desk wants of it, where that is something else than before. [SCR4] [SCR6] */
export function order(socket: LiveSocket, before: Screen | null): void {
	const { screen } = socket.data.viewer;
	if (!screen) return;
	const { kind, changedAt, reloadAskedAt } = screen;
	if (before?.changedAt === changedAt && before.reloadAskedAt === reloadAskedAt) return;
	socket.emit('orders', { kind, changedAt, reloadAskedAt });
}

function viewerOf(socket: LiveSocket, parts: DoorkeeperParts): Promise<Viewer | null> {
	const { auth, headers } = socket.handshake;
	const cookies = bareCookies(headers.cookie, isSecure(socket, parts));
	return identify(parts.db, parts.accountOf, auth, cookies);
}

const isSecure = ({ handshake }: LiveSocket, { config }: DoorkeeperParts): boolean =>
	requestOrigin(handshake.headers, config.publicOrigins).startsWith('https:');

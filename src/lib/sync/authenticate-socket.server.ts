import type { Identify, Viewer } from '../identity/identify.server.ts';
import { requestOrigin } from '../runtime/address.ts';
import type { Config } from '../runtime/config.ts';
import { bareCookies } from '../runtime/cookies.ts';
import { explainError } from '../database/explain-error.ts';
import { connectionLimit } from './count-sockets.server.ts';
import type { LiveLog, LiveServer, LiveSocket } from './live-socket.ts';

export interface DoorkeeperParts {
	config: Pick<Config, 'publicOrigins' | 'loadFactor'>;
	identify: Identify;
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

export function viewerOf(socket: LiveSocket, { identify, config }: DoorkeeperParts): Promise<Viewer | null> {
	const { auth, headers } = socket.handshake;
	return identify(auth, bareCookies(headers.cookie, isSecure(socket, config)));
}

/** Who came with the same is the same: many screens of one link or session are one question. */
export function cameWith(socket: LiveSocket, { config }: DoorkeeperParts): string {
	const { auth, headers } = socket.handshake;
	return JSON.stringify([auth, headers.cookie, isSecure(socket, config)]);
}

const isSecure = ({ handshake }: LiveSocket, config: DoorkeeperParts['config']): boolean =>
	requestOrigin(handshake.headers, config.publicOrigins).startsWith('https:');

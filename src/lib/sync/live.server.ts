import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { openIdentify } from '../identity/identify.server.ts';
import type { AccountsOf } from '../people/auth.server.ts';
import { type Door, openDoor } from '../commands/perform.server.ts';
import type { Metrics } from '../observability/metrics.server.ts';
import { relayLag } from '../observability/relay-lag.server.ts';
import { watchedDoor } from '../observability/watched-door.server.ts';
import { openReports } from '../screens/reports.server.ts';
import { isOwnOrigin, isServedHost } from '../runtime/address.ts';
import type { Config } from '../runtime/config.ts';
import type { Database } from '../database/database.ts';
import { explainError } from '../database/explain-error.ts';
import { urgently } from '../runtime/urgent.ts';
import { aFewATurn } from './a-few-a-turn.server.ts';
import { authoriseAgain } from './authorise-again.server.ts';
import { machineClock } from './clock.ts';
import { letIn } from './authenticate-socket.server.ts';
import { linesIn } from './read-workshop.server.ts';
import type { LiveLog, LiveServer } from './live-socket.ts';
import { messageLimit } from './rate-limit-socket.server.ts';
import { onActive } from './on-active.server.ts';
import { onCommand } from './on-command.server.ts';
import { onJoin } from './on-join.server.ts';
import { onPainted } from './on-painted.server.ts';
import { PING_EVERY, PONG_WITHIN } from './reconnect.ts';
import { presenceOf, Relay } from './relay.server.ts';
import { type Seen, seen } from './seen.server.ts';
import { tellRoom } from './tell-room.server.ts';
import { underItsIds } from './under-its-ids.server.ts';
import { Snapshots } from './snapshots.server.ts';
import { noWord, openWord } from './redis-notifications.server.ts';

/** Milliseconds after its handshake in which a socket has to say who it is, or is closed. [ACC11] */
const IDENTIFIES_WITHIN = 10_000;
/** Bytes a screen may send at once: the longest command, a booking, has about 3 KB. */
const LONGEST_MESSAGE = 16 * 1024;

export interface LiveParts {
	db: Database;
	accountsOf: AccountsOf;
	log: LiveLog;
	config: Pick<Config, 'publicOrigins' | 'loadFactor' | 'redisUrl' | 'trustedProxies'>;
	build: string;
	metrics: Metrics;
}

/** The live side of the server: what the rest of it may call. */
export interface Live {
	door: Door;
	/**
	 * Looks at once, here and at every other process, for what was committed outside the door: changed
	 * settings, and who is let in no more. [ACC7] [SET1]
	 */
	look(workshopId: string): void;
	/** What is connected to this process, of one workshop or of all. [OBS2] [OBS6] */
	seen(workshopId?: string): Seen;
	/** The revision that the rooms of a workshop were told; null where nobody looks at it here. */
	told(workshopId: string): number | null;
	/** Whether word goes to other processes and comes from them by now; null where there are none to tell. */
	isWordUp(): boolean | null;
	close(): Promise<void>;
}

/**
 * Attaches Socket.IO to the http server: websocket only, so that no load balancer needs sticky sessions;
 * no compression (it costs 250 KB a connection); broadcasts stay in this process.
 */
export async function attachLive(httpServer: HttpServer, parts: LiveParts): Promise<Live> {
	const { db, config, build, log, metrics } = parts;
	const enter = aFewATurn();
	const io: LiveServer = new Server(httpServer, {
		transports: ['websocket'],
		perMessageDeflate: false,
		maxHttpBufferSize: LONGEST_MESSAGE,
		serveClient: false,
		pingInterval: PING_EVERY,
		pingTimeout: PONG_WITHIN,
		connectTimeout: IDENTIFIES_WITHIN,
		allowRequest: (request, decide) =>
			enter(() =>
				decide(null, isServedHost(request, config) && isOwnOrigin(request.headers, config.publicOrigins))
			)
	});
	const lines = linesIn(db);
	const doorkeeper = { config, log, identify: openIdentify(db, parts.accountsOf) };
	const authorisation = authoriseAgain(io, doorkeeper);
	const lag = relayLag(metrics);
	const snapshots = new Snapshots(lines, machineClock);
	const relay = new Relay({
		clock: machineClock,
		lines,
		build,
		emit: tellRoom(io),
		watched: (room) => (io.sockets.adapter.rooms.get(room)?.size ?? 0) > 0,
		onAccess: (workshopId, access) => authorisation.seen(workshopId, access),
		onTold: lag.told,
		onError: (error) => log.warn({ error: explainError(error).message }, 'reading changes failed')
	});
	const told = (workshopId: string) => relay.standing(workshopId)?.revision ?? null;
	const word = config.redisUrl
		? await openWord(
				config.redisUrl,
				(workshopId, revision) => {
					if (revision === null) return void relay.poll();
					lag.known(workshopId, revision, 'elsewhere', told(workshopId));
					relay.heard(workshopId, revision);
				},
				(error) => log.warn({ error: explainError(error).message }, 'Redis is away; polling goes on')
			)
		: noWord;
	const plain = openDoor(db, (change) => {
		lag.known(change.workshopId, change.revision, 'here', told(change.workshopId));
		relay.committed(change);
		word.say(change.workshopId, change.revision);
	});
	const door = watchedDoor(plain, { metrics, lag, log });
	const reports = openReports(db, (error) =>
		log.warn({ error: explainError(error).message }, 'keeping what screens said failed')
	);

	letIn(io, doorkeeper);
	const limit = messageLimit();
	io.on('connection', (socket) => {
		limit(socket);
		// One that left its namespace would stay connected and count nowhere.
		socket.once('disconnect', () => socket.conn.close());
		underItsIds(socket);
		// A socket that asks for no feed could still send commands: it is followed as well. [ACC7]
		void socket.join(presenceOf(socket.data.viewer.workshopId));
		relay.follow(socket.data.viewer).catch((error: unknown) => {
			log.warn({ error: explainError(error).message }, 'following a workshop failed');
			// Nobody would see that access changed: it is to come again.
			socket.conn.close();
		});
		onJoin(socket, { relay, lines, snapshots, build, log, metrics });
		onCommand(socket, { db, door, relay, log });
		onActive(socket, { db, log });
		onPainted(socket, { relay, reports });
		authorisation.connected(socket);
	});

	return {
		door,
		look(workshopId) {
			void urgently(() => relay.poll());
			word.say(workshopId, null);
		},
		seen: (workshopId) => seen(io, reports, workshopId),
		told,
		isWordUp: word.isUp,
		async close() {
			relay.close();
			authorisation.close();
			io.disconnectSockets(true);
			await Promise.all([word.close(), io.close(), reports.write()]);
		}
	};
}

import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import * as v from 'valibot';
import { type AccountOf, identify, type Viewer } from '../access/identify.server.ts';
import { eventAccess, overlaps } from '../access/table.ts';
import { type Door, openDoor } from '../door/perform.server.ts';
import { isOwnOrigin } from '../server/address.ts';
import type { Config } from '../server/config.ts';
import type { Database } from '../server/database.ts';
import { explainError } from '../server/explain-error.ts';
import type { Mark, ScreenToServer, ServerToScreen } from './protocol.ts';
import { readSince } from './read-feed.server.ts';
import { Relay, roomOf } from './relay.server.ts';
import { noWord, openWord } from './word.server.ts';

/** Bytes a screen may send at once: the longest command, a booking, has about 3 KB. */
const LONGEST_MESSAGE = 16 * 1024;
/**
 * How often whoever was let in is asked again who they are, milliseconds: a link revoked at another
 * process, a person who left, a session that ended.
 */
const ASK_AGAIN_EVERY = 10_000;

type LiveServer = Server<ScreenToServer, ServerToScreen, Record<never, never>, { viewer: Viewer }>;
type LiveSocket = Socket<ScreenToServer, ServerToScreen, Record<never, never>, { viewer: Viewer }>;

export interface LiveParts {
	db: Database;
	config: Pick<Config, 'publicOrigins' | 'redisUrl'>;
	accountOf: AccountOf;
	build: string;
	log: { warn(fields: object, message: string): void };
}

/** The live side of the server: what the rest of it may call. */
export interface Live {
	door: Door;
	/** Closes at once whatever was opened by this link. */
	dropLink(linkId: string): void;
	/** Looks at once for what was committed outside the door, such as changed settings. */
	poll(): void;
	close(): Promise<void>;
}

const joinSchema = v.strictObject({
	since: v.nullable(
		v.strictObject({
			epoch: v.pipe(v.string(), v.uuid()),
			revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0))
		})
	)
});

/**
 * Attaches Socket.IO to the http server: websocket only, so that no load balancer needs sticky sessions;
 * no compression (it costs 250 KB a connection); broadcasts stay in this process.
 */
export async function attachLive(httpServer: HttpServer, parts: LiveParts): Promise<Live> {
	const { db, config, build, log } = parts;
	const io: LiveServer = new Server(httpServer, {
		transports: ['websocket'],
		perMessageDeflate: false,
		maxHttpBufferSize: LONGEST_MESSAGE,
		serveClient: false,
		// A dead peer is found within 30 s.
		pingInterval: 15_000,
		pingTimeout: 15_000,
		allowRequest: (request, decide) => decide(null, isOwnOrigin(request.headers, config.publicOrigins))
	});
	const relay = new Relay({
		db,
		build,
		emit: (room, event, message) => void io.to(room).emit(event, ...([message] as never)),
		watched: (room) => (io.sockets.adapter.rooms.get(room)?.size ?? 0) > 0,
		onError: (error) => log.warn({ error: explainError(error).message }, 'reading changes failed')
	});
	const word = config.redisUrl
		? await openWord(
				config.redisUrl,
				(workshopId, revision) => relay.heard(workshopId, revision),
				(error) => log.warn({ error: explainError(error).message }, 'Redis is away; polling goes on')
			)
		: noWord;
	const door = openDoor(db, (change) => {
		relay.committed(change);
		word.say(change.workshopId, change.revision);
	});

	io.use((socket, next) => {
		whoIs(socket, parts).then(
			(viewer) => {
				if (!viewer) return next(new Error('denied'));
				socket.data.viewer = viewer;
				next();
			},
			(error: unknown) => {
				log.warn({ error: explainError(error).message }, 'identifying a socket failed');
				next(new Error('unavailable'));
			}
		);
	});
	io.on('connection', (socket) => {
		onJoin(socket, db, relay, build, log);
		onCommand(socket, door, log);
	});

	const askingAgain = setInterval(() => void askAgain(io, parts), ASK_AGAIN_EVERY);

	return {
		door,
		dropLink(linkId) {
			for (const socket of io.sockets.sockets.values()) {
				if (socket.data.viewer.linkId === linkId) socket.disconnect(true);
			}
		},
		poll: () => void relay.poll(),
		async close() {
			relay.close();
			clearInterval(askingAgain);
			io.disconnectSockets(true);
			await Promise.all([word.close(), io.close()]);
		}
	};
}

function whoIs({ handshake }: LiveSocket, { db, accountOf }: LiveParts): Promise<Viewer | null> {
	return identify(db, accountOf, handshake.auth, new Headers({ cookie: handshake.headers.cookie ?? '' }));
}

/** Closes what is open to somebody who would not be let in any more, and learns new roles. [LINK2] [LINK3] */
async function askAgain(io: LiveServer, parts: LiveParts): Promise<void> {
	try {
		for (const socket of [...io.sockets.sockets.values()]) {
			const viewer = await whoIs(socket, parts);
			if (viewer) socket.data.viewer = viewer;
			else socket.disconnect(true);
		}
	} catch (error) {
		// The database is away: nobody is thrown out for that.
		parts.log.warn({ error: explainError(error).message }, 'asking sockets again failed');
	}
}

/** Joins the room first and reads then, so that nothing falls between the two. [SYNC1] */
function onJoin(socket: LiveSocket, db: Database, relay: Relay, build: string, log: LiveParts['log']): void {
	socket.on('join', async (request, reply) => {
		const { viewer } = socket.data;
		if (typeof reply !== 'function') return;
		const parsed = v.safeParse(joinSchema, request);
		if (!parsed.success) return reply({ ok: false, code: 'invalid' });
		if (!mayUse(viewer, 'join')) return reply({ ok: false, code: 'denied' });
		try {
			const since: Mark | null = parsed.output.since;
			await socket.join(roomOf(viewer));
			await relay.follow(viewer);
			reply({ ok: true, now: Date.now(), build, ...(await readSince(db, viewer, since)) });
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'join failed');
			reply({ ok: false, code: 'unavailable' });
		}
	});
}

function onCommand(socket: LiveSocket, door: Door, log: LiveParts['log']): void {
	socket.on('command', async (command, reply) => {
		const { viewer } = socket.data;
		if (typeof reply !== 'function') return;
		const { member, workshopId } = viewer;
		if (!member || !mayUse(viewer, 'command')) {
			return reply({ ok: false, refusal: { code: 'forbidden' }, job: null });
		}
		try {
			const actor = { kind: 'person' as const, id: member.personId, name: member.name };
			reply(await door.perform(command, { workshopId, actor, roles: member.roles, screen: 'board' }));
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'a command failed');
			reply({ ok: false, refusal: { code: 'unavailable' }, job: null });
		}
	});
}

const mayUse = (viewer: Viewer, event: keyof typeof eventAccess): boolean =>
	overlaps(viewer.member?.roles ?? ['link'], eventAccess[event]);

import type { Server as HttpServer } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Server, type Socket } from 'socket.io';
import * as v from 'valibot';
import { type AccountOf, identify, type Viewer, whoIs } from '../access/identify.server.ts';
import { eventAccess, overlaps, type Speaker } from '../access/table.ts';
import { type Door, openDoor } from '../door/perform.server.ts';
import { isOwnOrigin, requestOrigin } from '../server/address.ts';
import type { Config } from '../server/config.ts';
import { bareCookies } from '../server/cookies.ts';
import type { Database } from '../server/database.ts';
import { explainError } from '../server/explain-error.ts';
import { browserOf } from '../screens/browser.ts';
import { reportSchema } from '../screens/report.ts';
import { openReports, type Reports } from '../screens/reports.server.ts';
import type { Screen } from '../screens/screens.server.ts';
import { touchTurn } from '../stations/turn.server.ts';
import type { Mark, ScreenToServer, ServerToScreen } from './protocol.ts';
import { readSince } from './read-feed.server.ts';
import { presenceOf, Relay, roomOf } from './relay.server.ts';
import { noWord, openWord } from './word.server.ts';

/** Bytes a screen may send at once: the longest command, a booking, has about 3 KB. */
const LONGEST_MESSAGE = 16 * 1024;
/**
 * How often whoever was let in is asked again who they are, milliseconds: a link revoked at another
 * process, a person who left, a session that ended.
 */
const ASK_AGAIN_EVERY = 10_000;

/** Messages that one person, or the screens of one link, may send within so many seconds. */
const MESSAGES = 600;
const MESSAGES_PERIOD = 10;

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
	/**
	 * Looks at once, here and at every other process, for what was committed outside the door: changed
	 * settings, and who is let in no more. [ACC7] [SET1]
	 */
	look(workshopId: string): void;
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
		onAccess: (workshopId) => void askAgain(io, parts, workshopId),
		onError: (error) => log.warn({ error: explainError(error).message }, 'reading changes failed')
	});
	const lookHere = (workshopId: string) => {
		void relay.poll();
		void askAgain(io, parts, workshopId);
	};
	const word = config.redisUrl
		? await openWord(
				config.redisUrl,
				(workshopId, revision) => (revision === null ? void relay.poll() : relay.heard(workshopId, revision)),
				(error) => log.warn({ error: explainError(error).message }, 'Redis is away; polling goes on')
			)
		: noWord;
	const door = openDoor(db, (change) => {
		relay.committed(change);
		word.say(change.workshopId, change.revision);
	});

	const asked = new WeakSet<object>();
	io.use((socket, next) => {
		// Asking who somebody is takes the database: once for each connection, or one of them sends ten
		// thousand names in a second, and every command waits behind those.
		if (asked.has(socket.conn)) return void socket.conn.close();
		asked.add(socket.conn);
		viewerOf(socket, parts).then(
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
	const within = messageLimit();
	io.on('connection', (socket) => {
		socket.use(([event], next) => {
			void within(whose(socket.data.viewer)).then((allowed) => {
				if (!allowed) socket.disconnect(true);
				// What no screen of ours says goes unheard.
				else if (Object.hasOwn(rows, event)) next();
			});
		});
		// A socket that asks for no feed could still send commands: it is followed as well. [ACC7]
		void socket.join(presenceOf(socket.data.viewer.workshopId));
		relay.follow(socket.data.viewer).catch((error: unknown) => {
			log.warn({ error: explainError(error).message }, 'following a workshop failed');
		});
		onJoin(socket, db, relay, build, log);
		onCommand(socket, db, door, log);
		onActive(socket, db, log);
		onPainted(socket, relay, reports, log);
		order(socket, null);
	});
	const reports = openReports(db);

	const askingAgain = setInterval(() => void askAgain(io, parts), ASK_AGAIN_EVERY);

	return {
		door,
		look(workshopId) {
			lookHere(workshopId);
			word.say(workshopId, null);
		},
		async close() {
			relay.close();
			clearInterval(askingAgain);
			io.disconnectSockets(true);
			await Promise.all([word.close(), io.close()]);
		}
	};
}

function viewerOf({ handshake }: LiveSocket, { db, accountOf, config }: LiveParts): Promise<Viewer | null> {
	const { auth, headers } = handshake;
	const secure = requestOrigin(headers, config.publicOrigins).startsWith('https:');
	return identify(db, accountOf, auth, bareCookies(headers.cookie, secure));
}

/**
 * Closes what is open to somebody who would not be let in any more, and learns new roles. [ACC7]
 *
 * @param workshopId only what is open of this workshop
 */
async function askAgain(io: LiveServer, parts: LiveParts, workshopId?: string): Promise<void> {
	try {
		for (const socket of [...io.sockets.sockets.values()]) {
			if (workshopId !== undefined && socket.data.viewer.workshopId !== workshopId) continue;
			const viewer = await viewerOf(socket, parts);
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
function order(socket: LiveSocket, before: Screen | null): void {
	const { screen } = socket.data.viewer;
	if (!screen) return;
	const { kind, changedAt, reloadAskedAt } = screen;
	if (before?.changedAt === changedAt && before.reloadAskedAt === reloadAskedAt) return;
	socket.emit('orders', { kind, changedAt, reloadAskedAt });
}

/** Joins the room first and reads then, so that nothing falls between the two. [SYNC1] */
function onJoin(socket: LiveSocket, db: Database, relay: Relay, build: string, log: LiveParts['log']): void {
	socket.on('join', async (request, reply) => {
		const { viewer } = socket.data;
		if (typeof reply !== 'function') return;
		if (!mayUse(viewer, 'join')) return reply({ ok: false, code: 'denied' });
		if (viewer.misplaced) return reply({ ok: false, code: 'unavailable' });
		const parsed = v.safeParse(joinSchema, request);
		if (!parsed.success) return reply({ ok: false, code: 'invalid' });
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

function onCommand(socket: LiveSocket, db: Database, door: Door, log: LiveParts['log']): void {
	socket.on('command', async (command, reply) => {
		if (typeof reply !== 'function') return;
		const { viewer } = socket.data;
		const { member, workshopId } = viewer;
		if (!member || !mayUse(viewer, 'command'))
			return reply({ ok: false, refusal: { code: 'forbidden' }, job: null });
		try {
			if (member.turn && !(await touchTurn(db, member.turn))) return void socket.disconnect(true);
			reply(await door.perform(command, { workshopId, roles: member.roles, ...whoIs(member, 'board') }));
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'a command failed');
			reply({ ok: false, refusal: { code: 'unavailable' }, job: null });
		}
	});
}

function onActive(socket: LiveSocket, db: Database, log: LiveParts['log']): void {
	socket.on('active', async () => {
		const { viewer } = socket.data;
		const turn = mayUse(viewer, 'active') && viewer.member?.turn;
		try {
			if (turn && !(await touchTurn(db, turn))) socket.disconnect(true);
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'keeping a turn failed');
		}
	});
}

function onPainted(socket: LiveSocket, relay: Relay, reports: Reports, log: LiveParts['log']): void {
	const browser = browserOf(socket.handshake.headers['user-agent'] ?? '');
	socket.on('painted', async (sent) => {
		const { viewer } = socket.data;
		const parsed = v.safeParse(reportSchema, sent);
		if (!viewer.screen || !mayUse(viewer, 'painted') || !parsed.success) return;
		try {
			const report = { ...parsed.output, browser };
			await reports.take(viewer.screen.id, report, relay.standing(viewer.workshopId), Date.now());
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'keeping what a screen said failed');
		}
	});
}

const rows: Record<keyof ScreenToServer, readonly Speaker[]> = eventAccess;

/** What has no row is denied. [ACC3] */
const mayUse = (viewer: Viewer, event: keyof ScreenToServer): boolean =>
	overlaps(viewer.member?.roles ?? [viewer.screen ? 'screen' : 'link'], rows[event]);

const whose = ({ member, screen, linkId }: Viewer): string => member?.personId ?? screen?.id ?? linkId ?? '';

/**
 * Whether somebody still speaks as often as people and their screens do. The busiest drags twice a second;
 * the rest is for pages that come back and for whoever plays a day fast. [ACC8]
 */
function messageLimit(): (key: string) => Promise<boolean> {
	const limiter = new RateLimiterMemory({ points: MESSAGES, duration: MESSAGES_PERIOD });
	return (key) =>
		limiter.consume(key).then(
			() => true,
			() => false
		);
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { eq } from 'drizzle-orm';
import type { AccountsOf } from '../people/auth.server.ts';
import { users } from '../database/auth-schema.ts';
import { type Metrics, openMetrics } from '../observability/metrics.server.ts';
import type { Database } from '../database/database.ts';
import { people } from '../database/schema.ts';
import { FeedClient } from './feed-client.ts';
import { attachLive, type Live } from './live.server.ts';
import type { Change, Handshake, Pulse, ScreenToServer, ServerToScreen } from './protocol.ts';
import type { Replica } from './replica.ts';
import { unpack, unpacks } from './unpack.ts';

export interface LiveServer {
	url: string;
	live: Live;
	warnings: string[];
	metrics: Metrics;
	close(): Promise<void>;
}

interface LiveOptions {
	redisUrl?: string;
	publicOrigins?: string[];
	loadFactor?: number;
	accountsOf?: AccountsOf;
}

const accountsNamed: AccountsOf = async (requests) =>
	requests.map((headers) => {
		const userId = /^user=(.+)$/.exec(headers.get('cookie') ?? '')?.[1];
		return userId ? { userId, lasts: Infinity } : null;
	});

/** The live side on an http server of its own. Unless `accountsOf` is given a session here is the cookie `user=ID`. */
export async function startLive(
	db: Database,
	{ redisUrl, publicOrigins = [], loadFactor = 1, accountsOf = accountsNamed }: LiveOptions = {}
): Promise<LiveServer> {
	const http = createServer();
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const warnings: string[] = [];
	const metrics = openMetrics();
	const live = await attachLive(http, {
		db,
		config: { publicOrigins, redisUrl, loadFactor },
		accountsOf,
		build: 'build-1',
		metrics,
		log: { debug: () => {}, info: () => {}, warn: (_, message) => void warnings.push(message) }
	});
	const { port } = http.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, live, warnings, metrics, close: () => live.close() };
}

/** Gives a person an account, by a name that nobody has; returns the cookie of its session. */
export async function signIn(db: Database, personId: string, name = personId): Promise<string> {
	const at = { createdAt: new Date(), updatedAt: new Date() };
	const user = {
		id: `u-${name}`,
		username: name,
		name,
		email: `${name}@staff.invalid`
	};
	await db.insert(users).values({ ...user, ...at });
	await db.update(people).set({ userId: user.id }).where(eq(people.id, personId));
	return `user=${user.id}`;
}

export type ClientSocket = Socket<ServerToScreen, ScreenToServer>;

export interface Dial {
	cookie?: string;
	/** Absent: as a page of the server's own. Null: none. */
	origin?: string | null;
	query?: Record<string, string>;
}

/** A socket as a page opens it, not waited for. */
export function dial(
	url: string,
	auth: object,
	{ cookie, origin = url, query = {} }: Dial = {}
): ClientSocket {
	const extraHeaders = { ...(origin === null ? {} : { origin }), ...(cookie ? { cookie } : {}) };
	return io(url, {
		...{ transports: ['websocket'], forceNew: true, auth, query, extraHeaders },
		...{ reconnectionDelay: 20, reconnectionDelayMax: 50 }
	});
}

/** How it went: `connect`, or why it was refused. */
export function outcome(socket: ClientSocket): Promise<string> {
	return new Promise((resolve) => {
		socket.once('connect', () => resolve('connect'));
		socket.once('connect_error', (error) => resolve(error.message));
	});
}

type Card = { id: string };

/** A screen that follows its feed over a real socket, and keeps what it was told. */
export class LiveScreen {
	replica: Replica<Card, unknown> | null = null;
	changes: Change<Card>[] = [];
	pulses: Pulse[] = [];
	resets = 0;
	ends: string[] = [];
	socket: ClientSocket;

	constructor(url: string, handshake: Handshake, cookie?: string) {
		const socket = dial(url, handshake, { cookie, query: unpacks });
		this.socket = socket;
		const client = new FeedClient<Card, unknown>(
			{
				join: async (since) => unpack(await socket.timeout(2_000).emitWithAck('join', { since })) as never,
				elapsed: () => performance.now(),
				later: (run, milliseconds) => void setTimeout(run, milliseconds).unref()
			},
			{
				replica: (replica) => (this.replica = replica),
				heard: () => {},
				current: () => {},
				denied: () => {}
			},
			null
		);
		socket.on('connect', () => client.connected());
		socket.on('disconnect', (reason) => {
			this.ends.push(reason);
			client.disconnected();
		});
		socket.on('change', (change) => {
			this.changes.push(change as Change<Card>);
			client.change(change as Change<Card>);
		});
		socket.on('reset', () => {
			this.resets++;
			client.reset();
		});
		socket.on('pulse', (pulse) => {
			this.pulses.push(pulse);
			client.pulse(pulse);
		});
	}

	/** Cuts the line, as a lost network does; it comes back by itself. */
	cut(): void {
		this.socket.io.engine.close();
	}

	close(): void {
		this.socket.disconnect();
	}

	/** The replica as a snapshot is written, cards by id. */
	shows() {
		if (!this.replica) return null;
		const { version, epoch, revision, meta, cards } = this.replica;
		return { version, epoch, revision, meta, cards: byId([...cards.values()]) };
	}
}

export const byId = (cards: readonly Card[]): Card[] => [...cards].sort((a, b) => (a.id < b.id ? -1 : 1));

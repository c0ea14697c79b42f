import type { CommandReply } from '#lib/commands/reply.ts';
import { FeedClient } from '#lib/sync/feed-client.ts';
import { type Freshness, freshnessOf } from '#lib/model/freshness.ts';
import { openSocket } from '#lib/sync/open-socket.ts';
import type { Handshake, WireJoinReply } from '#lib/sync/protocol.ts';
import { PATIENCE } from '#lib/sync/reconnect.ts';
import type { Replica } from '#lib/sync/replica.ts';
import { unpack, unpacks } from '#lib/sync/unpack.ts';

/** A screen without glass: follows a feed as a browser does, for scripts that play, measure or break things. */
export interface Screen<Card, Meta> {
	/** What it shows now. */
	replica(): Replica<Card, Meta>;
	/** The server's clock, epoch milliseconds, when it was last heard. */
	heardAt(): number;
	/** What it would say of itself: see LiveFeed. [SYNC8] */
	freshness(): Freshness;
	/** Rejects when no acknowledgement comes in time. */
	send(command: unknown): Promise<CommandReply>;
	close(): void;
}

export interface ScreenOptions<Card, Meta> {
	/** http://localhost:3000 */
	url: string;
	handshake: Handshake;
	/** A Cookie header, for staff. */
	cookie?: string;
	onReplica?: (replica: Replica<Card, Meta>) => void;
	/** All that arrives, as it came over the wire. */
	onPacket?: (text: string) => void;
	/** What becomes of the connection: up, down and why. */
	onLine?: (what: string) => void;
}

/**
 * Opens a screen; resolves once it shows its feed, rejects when the server denies it. It comes back by itself, with
 * a page's settings.
 */
export function openScreen<Card extends { id: string }, Meta>(
	options: ScreenOptions<Card, Meta>
): Promise<Screen<Card, Meta>> {
	const { url, handshake, cookie, onReplica, onPacket, onLine } = options;
	const { socket, close } = openSocket({
		...{ url, auth: handshake, query: unpacks },
		extraHeaders: { origin: url, ...(cookie ? { cookie } : {}) }
	});
	return new Promise((resolve, reject) => {
		let current: Replica<Card, Meta> | null = null;
		let heardAt = 0;
		/** What is shown lacks nothing that was committed by then, by `performance.now()`. */
		let asOf = 0;
		const screen: Screen<Card, Meta> = {
			replica: () => current as Replica<Card, Meta>,
			heardAt: () => heardAt,
			freshness: () => freshnessOf(performance.now() - asOf),
			send: (command) => socket.timeout(PATIENCE).emitWithAck('command', command),
			close
		};
		const denied = () => {
			// Later it may be a mistake that passes, as for a page.
			if (current) return;
			screen.close();
			reject(new Error('the server denied the feed'));
		};
		const client = new FeedClient<Card, Meta>(
			{
				join: async (since) => {
					const reply = unpack(
						(await socket.timeout(PATIENCE).emitWithAck('join', { since })) as WireJoinReply<Card, Meta>
					);
					onLine?.(`joined from ${since?.revision}`);
					if ('snapshot' in reply) onPacket?.(JSON.stringify(reply));
					return reply;
				},
				elapsed: () => performance.now(),
				later: (run, milliseconds) => void setTimeout(run, milliseconds).unref()
			},
			{
				replica(replica) {
					current = replica;
					onReplica?.(replica);
					resolve(screen);
				},
				heard: (now) => (heardAt = now),
				current: (moment) => (asOf = moment),
				denied
			},
			null
		);
		socket.on('connect', () => {
			onLine?.('up');
			client.connected();
		});
		socket.on('disconnect', (reason) => {
			onLine?.(reason);
			client.disconnected();
		});
		socket.on('connect_error', (error) => {
			onLine?.(error.message);
			if (error.message === 'denied') denied();
		});
		socket.on('change', (change) => client.change(change as never));
		socket.on('reset', () => client.reset());
		socket.on('pulse', (pulse) => client.pulse(pulse));
		if (!onPacket) return;
		const listen = () =>
			socket.io.engine.on('packet', ({ data }) => typeof data === 'string' && onPacket(data));
		socket.io.on('open', listen);
	});
}

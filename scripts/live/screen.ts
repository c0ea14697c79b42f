import { io, type Socket } from 'socket.io-client';
import { FeedClient } from '#lib/sync/feed-client.ts';
import type { CommandReply } from '#lib/door/reply.ts';
import type { Handshake, ScreenToServer, ServerToScreen } from '#lib/sync/protocol.ts';
import type { Replica } from '#lib/sync/replica.ts';

/** A screen without glass: follows a feed as a browser does, for scripts that play or measure. */
export interface Screen<Card, Meta> {
	/** What it shows now. */
	replica(): Replica<Card, Meta>;
	/** The server's clock, epoch milliseconds, when it was last heard. */
	heardAt(): number;
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
}

/** Opens a screen; resolves once it shows its feed, rejects when the server denies it. */
export function openScreen<Card extends { id: string }, Meta>(
	options: ScreenOptions<Card, Meta>
): Promise<Screen<Card, Meta>> {
	const { url, handshake, cookie, onReplica } = options;
	const socket: Socket<ServerToScreen, ScreenToServer> = io(url, {
		transports: ['websocket'],
		auth: handshake,
		extraHeaders: { origin: url, ...(cookie ? { cookie } : {}) },
		forceNew: true
	});
	return new Promise((resolve, reject) => {
		let current: Replica<Card, Meta> | null = null;
		let heardAt = 0;
		const screen: Screen<Card, Meta> = {
			replica: () => current as Replica<Card, Meta>,
			heardAt: () => heardAt,
			send: (command) => socket.timeout(10_000).emitWithAck('command', command),
			close: () => void socket.disconnect()
		};
		const denied = () => {
			socket.disconnect();
			reject(new Error(`the server denied the feed`));
		};
		const client = new FeedClient<Card, Meta>(
			{
				join: (since) => socket.timeout(10_000).emitWithAck('join', { since }) as never,
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
				denied
			},
			null
		);
		socket.on('connect', () => client.connected());
		socket.on('disconnect', () => client.disconnected());
		socket.on('connect_error', (error) => error.message === 'denied' && denied());
		socket.on('change', (change) => client.change(change as never));
		socket.on('reset', () => client.reset());
		socket.on('pulse', (pulse) => client.pulse(pulse));
	});
}

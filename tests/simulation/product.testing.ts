import type { CommandReply } from '../../src/lib/commands/reply.ts';
import type { AnyCommand } from '../../src/lib/streams/streams.ts';
import { type Connection, FeedClient, type FeedEvents } from '../../src/lib/sync/feed-client.ts';
import { joinFeed } from '../../src/lib/sync/join-feed.server.ts';
import type { Lines } from '../../src/lib/sync/read-workshop.server.ts';
import type { Snapshot } from '../../src/lib/sync/protocol.ts';
import { Relay, type RelayParts } from '../../src/lib/sync/relay.server.ts';
import type { Asker, ModelDatabase } from './database.testing.ts';
import type { Obeyed } from './site.testing.ts';

export type Card = { id: string };
export type Client = Pick<
	FeedClient<Card, object>,
	'connected' | 'disconnected' | 'change' | 'reset' | 'pulse'
>;
export type TheRelay = Pick<Relay, 'follow' | 'committed' | 'heard' | 'poll' | 'close' | 'standing'>;

/** Does a command and answers; `committed` is told what changed. */
export type TheDoor = (
	workshopId: string,
	command: AnyCommand,
	now: () => number,
	committed: (change: NonNullable<Obeyed['change']>) => void
) => Promise<CommandReply>;

/** The parts of the product that a simulation runs; tests of the checker put broken ones in their place. */
export interface Product {
	joinFeed: typeof joinFeed;
	relay(parts: RelayParts): TheRelay;
	client(
		connection: Connection<Card, object>,
		events: FeedEvents<Card, object>,
		initial: Snapshot<Card, object>
	): Client;
	/** How a process reads the database. */
	lines(database: ModelDatabase, asker: Asker): Lines;
	/** The door's transaction is SQL: here it is a model of it, with the real rules inside. */
	door(database: ModelDatabase, asker: Asker): TheDoor;
}

export const theProduct: Product = {
	joinFeed,
	relay: (parts) => new Relay(parts),
	client: (...parts) => new FeedClient(...parts),

	lines: (database, asker) => ({
		line: (workshopId) => database.read(asker, () => database.site(workshopId).line()),
		read: (workshopId, stream) =>
			database.read(asker, () => {
				const site = database.site(workshopId);
				return { line: site.line(), changed: site.open(stream) };
			}),
		readSince: (workshopId, since) =>
			database.read(asker, () => {
				const site = database.site(workshopId);
				return { line: site.line(), changed: site.changedSince(since) };
			}),
		readJob: (workshopId, jobId) =>
			database.read(asker, () => {
				const site = database.site(workshopId);
				const job = site.workshop.job(jobId);
				if (!job) throw new Error('no such job');
				return { line: site.line(), job };
			}),
		standings: (workshopIds) =>
			database.read(asker, () => workshopIds.map((id) => database.site(id).standing()))
	}),

	door: (database, asker) => async (workshopId, command, now, committed) => {
		const site = database.site(workshopId);
		const { reply, change } = await database.write(asker, site, () => site.obey(command, now()));
		if (change) committed(change);
		return reply;
	}
};

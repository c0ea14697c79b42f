import { subjectOf } from '../../src/lib/commands/decide-batch.ts';
import type { AnyCommand } from '../../src/lib/streams/streams.ts';
import type { Command } from '../../src/lib/job/command.ts';
import { readSince } from '../../src/lib/sync/read-feed.server.ts';
import { type RelayParts, roomOf } from '../../src/lib/sync/relay.server.ts';
import type { ModelDatabase } from './database.testing.ts';
import { type Product, theProduct } from './product.testing.ts';

/** A product with a mistake in it, and how the simulation is to call what comes of it. */
export interface Planted {
	name: string;
	found: RegExp;
	/** Made anew for each run: a mistake may count. */
	product(): Product;
}

const broken = (parts: Partial<Product>): Product => ({ ...theProduct, ...parts });
/** A relay that says something else than it should, or to somebody else. */
const saying = (emit: (say: RelayParts['emit']) => RelayParts['emit']): Partial<Product> => ({
	relay: (parts) => theProduct.relay({ ...parts, emit: emit(parts.emit) })
});

/** Says every so manieth change otherwise. */
function everySo(many: number, say: RelayParts['emit'], otherwise: RelayParts['emit']): RelayParts['emit'] {
	let changes = 0;
	return (room, event, message) => {
		const other = event === 'change' && ++changes % many === 0;
		(other ? otherwise : say)(room, event, message);
	};
}

const readsThenJoins: Product['joinFeed'] = async (parts, enter, of, since) => {
	const read = await readSince(parts, of, since);
	await parts.relay.follow(of);
	await enter(roomOf(of));
	return read;
};

/** Applies whatever comes, and takes no hint that something is missing. */
const credulous: Product['client'] = (...parts) => {
	const client = theProduct.client(...parts);
	return {
		connected: () => client.connected(),
		disconnected: () => client.disconnected(),
		reset: () => client.reset(),
		change: (change) => client.change({ ...change, from: 0 }),
		pulse: (pulse) => client.pulse({ ...pulse, revision: 0 })
	};
};

/** A known rival: its page is the board as it was read, the room is joined after that, and nothing is counted. */
export const rival = (): Product =>
	broken({
		async joinFeed(parts, enter, of, since) {
			if (!since) return readsThenJoins(parts, enter, of, since);
			await parts.relay.follow(of);
			await enter(roomOf(of));
			const { epoch, revision } = since;
			return { change: { epoch, from: revision, to: revision, changed: [], gone: [] } };
		},
		client: credulous
	});

export const planted: readonly Planted[] = [
	{
		name: 'reads the board, then joins the room, and applies whatever comes',
		found: /^(wrong|diverged|unmarked)/,
		product: () => broken({ joinFeed: readsThenJoins, client: credulous })
	},
	{
		name: 'reads the board with the page, and joins the room later',
		found: /^(wrong|diverged|unmarked)/,
		product: rival
	},
	{
		name: 'drops a change, and no pulse makes up for it',
		found: /^(diverged|unmarked)/,
		product: () =>
			broken({
				...saying((say) => everySo(9, say, () => {})),
				client(...parts) {
					const client = theProduct.client(...parts);
					const pulse: typeof client.pulse = (said) => client.pulse({ ...said, revision: 0 });
					return Object.assign(Object.create(client) as typeof client, bound(client), { pulse });
				}
			})
	},
	{
		name: 'acknowledges before COMMIT',
		found: /^lost/,
		product: () =>
			broken({
				door: (database, asker) => {
					const door = theProduct.door(database, asker);
					return async (workshopId, command, now, committed) => {
						door(workshopId, command, now, committed).catch(() => {});
						const revision = database.site(workshopId).workshop.revision + 1;
						return {
							ok: true,
							revision,
							id: subjectOf(command).id,
							version: 1,
							did: []
						};
					};
				}
			})
	},
	{
		name: 'refuses a sender who did not see the last version of the whole job',
		found: /^refused/,
		product: () =>
			broken({
				door: (database, asker) => {
					const door = theProduct.door(database, asker);
					return (workshopId, command, ...rest) => {
						const seen = database.site(workshopId).seen.get(command.id);
						const whole = seen && 'expect' in command ? { ...command, expect: seen.version } : command;
						return door(workshopId, whole, ...rest);
					};
				}
			})
	},
	{
		name: 'does not look at what the sender saw',
		found: /^merged/,
		product: () =>
			broken({
				door: (database, asker) => {
					const door = theProduct.door(database, asker);
					return (workshopId, command, ...rest) => {
						const { expect: _, ...blind } = command as AnyCommand & { expect?: unknown };
						return door(workshopId, blind as AnyCommand, ...rest);
					};
				}
			})
	},
	{
		name: 'does a command again that is sent again',
		found: /^(doubled|merged)/,
		product: () =>
			broken({
				door: (database, asker) => {
					const door = theProduct.door(database, asker);
					return (workshopId, command, ...rest) => {
						const site = database.site(workshopId);
						site.commands.delete(command.id);
						const job = 'jobId' in command && command.jobId ? site.workshop.job(command.jobId) : null;
						const expect = job?.version ?? 1;
						const now = command.type === 'book' ? command : ({ ...command, expect } as Command);
						return door(workshopId, now, ...rest);
					};
				}
			})
	},
	{
		name: 'leaves a card out of a change',
		found: /^wrong/,
		product: () =>
			broken(
				saying((say) =>
					everySo(7, say, (room, event, message) =>
						say(room, event, { ...message, changed: [] } as typeof message)
					)
				)
			)
	},
	{
		name: 'tells the room of another workshop',
		found: /^(leak|wrong)/,
		product: () => {
			let others: ModelDatabase | null = null;
			return broken({
				...saying((say) =>
					everySo(11, say, (room, event, message) => {
						const [feed, id] = room.split(':');
						const other = others!.sites.find((site) => site.id !== id)!;
						say(feed === 'job' ? room : `${feed}:${other.id}`, event, message);
					})
				),
				lines(database, asker) {
					others = database;
					return theProduct.lines(database, asker);
				}
			});
		}
	},
	{
		name: 'goes on with its pulses while the database is away',
		found: /^unmarked/,
		product: () =>
			broken({
				lines(database, asker) {
					const lines = theProduct.lines(database, asker);
					const standings: typeof lines.standings = async (ids) =>
						asker.way === 'up' ? lines.standings(ids) : known(ids);
					let last: Awaited<ReturnType<typeof lines.standings>> = [];
					const known = async (ids: readonly string[]) =>
						last.filter(({ workshopId }) => ids.includes(workshopId));
					return {
						...lines,
						standings: async (ids) => (last = await standings(ids))
					};
				}
			})
	},
	{
		name: 'says with every pulse that all was told by now',
		found: /^unmarked/,
		product: () =>
			broken({
				relay: (parts) =>
					theProduct.relay({
						...parts,
						emit(room, event, message) {
							const confirmedAt = parts.clock.elapsed();
							const said = event === 'pulse' ? { ...message, confirmedAt } : message;
							parts.emit(room, event, said as typeof message);
						}
					})
			})
	},
	{
		name: 'counts any word as a proof of being up to date',
		found: /^unmarked/,
		product: () =>
			broken({
				client: (connection, events, initial) =>
					theProduct.client(
						connection,
						{ ...events, heard: () => events.current(connection.elapsed()) },
						initial
					)
			})
	},
	{
		name: 'swallows a catch-up',
		found: /^wrong/,
		product: () =>
			broken({
				async joinFeed(...parts) {
					const read = await theProduct.joinFeed(...parts);
					return 'change' in read ? { change: { ...read.change, changed: [], gone: [] } } : read;
				}
			})
	},
	{
		name: 'keeps settings for ever',
		found: /^(wrong|diverged)/,
		product: () =>
			broken({
				lines(database, asker) {
					const lines = theProduct.lines(database, asker);
					const kept = new Map<string, Awaited<ReturnType<typeof lines.read>>['line']['settings']>();
					type Read = Awaited<ReturnType<typeof lines.read>>;
					const old = (id: string, { line, changed }: Read): Read => {
						if (!kept.has(id)) kept.set(id, line.settings);
						return { changed, line: { ...line, settings: kept.get(id)! } };
					};
					return {
						...lines,
						read: async (id, stream) => old(id, await lines.read(id, stream)),
						readSince: async (id, since) => old(id, await lines.readSince(id, since))
					};
				}
			})
	},
	{
		name: 'does not see that a backup was restored',
		found: /^(wrong|back|diverged|unmarked)/,
		product: () =>
			broken({
				joinFeed: (parts, enter, of, since) => {
					const readSince: typeof parts.lines.readSince = async (...asked) => {
						const { line, changed } = await parts.lines.readSince(...asked);
						return { changed, line: since ? { ...line, epoch: since.epoch } : line };
					};
					return theProduct.joinFeed({ ...parts, lines: { ...parts.lines, readSince } }, enter, of, since);
				}
			})
	},
	{
		name: 'takes a commit of another line for the next of its own',
		found: /^wrong/,
		product: () =>
			broken({
				relay(parts) {
					const relay = theProduct.relay(parts);
					const committed: typeof relay.committed = (change) => {
						const epoch = relay.standing(change.workshopId)?.epoch ?? change.epoch;
						relay.committed({ ...change, epoch });
					};
					return { ...bound(relay), committed };
				}
			})
	},
	{
		name: 'reads the revision and the cards at two moments',
		found: /^wrong/,
		product: () =>
			broken({
				lines(database, asker) {
					const lines = theProduct.lines(database, asker);
					return {
						...lines,
						async read(id, stream) {
							const { line } = await lines.read(id, stream);
							return { line, changed: (await lines.read(id, stream)).changed };
						},
						async readSince(id, since) {
							const { line } = await lines.readSince(id, since);
							return { line, changed: (await lines.readSince(id, since)).changed };
						}
					};
				}
			})
	},
	{
		name: 'asks once, and never again when no answer comes',
		found: /^diverged/,
		product: () =>
			broken({
				client: ({ join, elapsed }, events, initial) =>
					theProduct.client({ join, elapsed, later: () => {} }, events, initial)
			})
	},
	{
		name: 'relies on word of the other processes alone',
		found: /^(diverged|unmarked)/,
		product: () =>
			broken({
				relay(parts) {
					const every: typeof parts.clock.every = (run, milliseconds) =>
						milliseconds === 1_000 ? () => {} : parts.clock.every(run, milliseconds);
					return theProduct.relay({ ...parts, clock: { ...parts.clock, every } });
				}
			})
	}
];

/** The methods of an object, each still its own. */
function bound<Thing extends object>(thing: Thing): Thing {
	const names = Object.getOwnPropertyNames(Object.getPrototypeOf(thing)) as (keyof Thing)[];
	const methods = names.filter((name) => typeof thing[name] === 'function');
	return Object.fromEntries(
		methods.map((name) => [name, (thing[name] as (...all: unknown[]) => unknown).bind(thing)])
	) as Thing;
}

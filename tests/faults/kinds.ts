import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import type { Chance } from '../../scripts/demo/chance.ts';
import type { Link } from './link.ts';
import type { Process, Site } from './site.ts';

/** A fault that has begun. */
export interface Fault {
	/** What it occupies: two at once of the same would be one. */
	on: string[];
	/** Milliseconds until it is to be healed. */
	lasts: number;
	/** Ends it. What must hold then beside the rest is told in `wrong`. */
	heal(): Promise<void>;
	wrong?: string;
}

export type Family = 'process' | 'screens' | 'postgres' | 'redis';

/** A way for something to go wrong. */
export interface Kind {
	name: string;
	family: Family;
	/** How often it is drawn, beside the others. */
	weight: number;
	/** How often each process must say that Redis is away: once. Absent: at most once. */
	saidOnce?: true;
	/** Takes up the whole site for long: nothing goes with it. */
	alone?: true;
	/** What it will occupy, to begin only where that is free. */
	plan(site: Site, chance: Chance): { on: string[]; begin(): Promise<Fault> };
}

const every = (site: Site): string[] => site.processes.map((_, index) => `process ${index}`);

/** A kind that befalls one process. */
const ofProcess = (
	name: string,
	weight: number,
	begin: (process: Process, chance: Chance, site: Site) => Promise<Omit<Fault, 'on'>>,
	family: Family = 'process'
): Kind => ({
	...{ name, family, weight },
	plan(site, chance) {
		const index = chance.between(0, site.processes.length - 1);
		const on = [`process ${index}`];
		return { on, begin: async () => ({ on, ...(await begin(site.processes[index]!, chance, site)) }) };
	}
});

/** A kind that befalls the links of one process or of all, to PostgreSQL or Redis. */
const ofLinks = (
	family: 'postgres' | 'redis',
	name: string,
	weight: number,
	begin: (link: Link, chance: Chance) => void,
	[least, most]: [number, number],
	more: Partial<Kind> = {}
): Kind => ({
	...{ name, family, weight, ...more },
	plan(site, chance) {
		const all = family === 'redis' || chance.happens(0.4);
		const index = chance.between(0, site.processes.length - 1);
		const hit = all ? site.processes : [site.processes[index]!];
		const on = family === 'redis' ? ['redis'] : all ? every(site) : [`process ${index}`];
		const links = hit.map((process) => (family === 'redis' ? process.toRedis : process.toDatabase));
		return {
			on,
			async begin() {
				for (const link of links) begin(link, chance);
				const heal = async () => links.forEach((link) => link.heal());
				return { on, lasts: chance.between(least, most), heal };
			}
		};
	}
});

const ofScreens = (
	name: string,
	weight: number,
	begin: (link: Link, chance: Chance) => void,
	[least, most]: [number, number],
	more: Partial<Kind> = {}
): Kind => ({
	...{ name, family: 'screens', weight, ...more },
	plan: (site, chance) => ({
		on: ['screens'],
		async begin() {
			begin(site.balancer, chance);
			return { on: ['screens'], lasts: chance.between(least, most), heal: async () => site.balancer.heal() };
		}
	})
});

/** A process comes back, whoever ended it. */
const restart = (process: Process) => async () => {
	process.toDatabase.heal();
	process.kill();
	await process.gone();
	await process.start();
};

/** Milliseconds that a COMMIT is kept back before its process is killed. */
const WITHHELD = 150;

/**
 * Waits for a command of the process to come to its COMMIT, and hits then.
 *
 * @returns ends the waiting; what is kept back is hit at once
 */
function atCommit(process: Process, moment: 'before' | 'after', hit: (process: Process) => void): () => void {
	let keptBack: NodeJS.Timeout | null = null;
	const writing = new WeakSet<object>();
	let waits: object | null = null;
	process.toDatabase.tap = (chunk, way, connection) => {
		if (way === 'out') {
			if (chunk.includes('insert into "commands"')) writing.add(connection);
			if (!writing.has(connection) || !chunk.includes('commit')) return true;
			if (moment === 'after') {
				waits = connection;
				return true;
			}
		} else if (connection !== waits) return true;
		process.toDatabase.tap = null;
		// An answer that should have waited for the COMMIT gets out meanwhile, and is found to be a lie.
		if (moment === 'before') keptBack = setTimeout(strike, WITHHELD);
		else hit(process);
		// Before: PostgreSQL never hears of it. After: the process never hears that it was done.
		return false;
	};
	function strike() {
		keptBack = null;
		hit(process);
	}
	return () => {
		process.toDatabase.tap = null;
		if (!keptBack) return;
		clearTimeout(keptBack);
		strike();
	};
}

function killedAtCommit(process: Process, moment: 'before' | 'after', chance: Chance) {
	const end = atCommit(process, moment, (it) => it.kill());
	const heal = async () => {
		end();
		await restart(process)();
	};
	return { lasts: chance.between(1_000, 2_000), heal };
}

/** The database itself: everything waits for it. */
const ofPostgres = (
	name: string,
	weight: number,
	begin: (site: Site) => Promise<() => Promise<void>>,
	[least, most]: [number, number],
	more: Partial<Kind> = {}
): Kind => ({
	...{ name, family: 'postgres', weight, ...more },
	plan: (site, chance) => ({
		on: ['postgres'],
		begin: async () => ({
			...{ on: ['postgres'], lasts: chance.between(least, most), heal: await begin(site) }
		})
	})
});

const down = (signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL') => async (site: Site) => {
	await site.postgres.down(signal);
	return () => site.postgres.up();
};

/** Longer than a screen may be silent without a mark: 12 s, and some more to be behind in. */
const LONG: [number, number] = [15_000, 17_000];

export const kinds: readonly Kind[] = [
	ofProcess('process killed', 5, async (process, chance) => {
		process.kill();
		return { lasts: chance.between(300, 2_000), heal: restart(process) };
	}),
	ofProcess('process killed before COMMIT', 5, async (process, chance) =>
		killedAtCommit(process, 'before', chance)
	),
	ofProcess('process killed after COMMIT', 5, async (process, chance) =>
		killedAtCommit(process, 'after', chance)
	),
	ofProcess('process stopped and continued', 5, async (process, chance) => {
		process.pause();
		return { lasts: chance.between(500, 4_000), heal: async () => process.resume() };
	}),
	{
		...ofProcess('process stopped for long', 1, async (process, chance) => {
			process.pause();
			return { lasts: chance.between(...LONG), heal: async () => process.resume() };
		}),
		alone: true
	},
	{
		...{ name: 'rolling deploy of another build', family: 'process', weight: 2, alone: true },
		plan: (site) => ({
			on: every(site),
			async begin() {
				const fault: Fault = { on: every(site), lasts: 500, heal: async () => {} };
				// One is always of the other build than its neighbour, until the last has changed.
				for (const process of site.processes) {
					const { code, took } = await process.stop();
					if (code !== 0 || took > 5_000) fault.wrong = `a process ended with ${code} after ${took} ms`;
					await process.start('next');
				}
				return fault;
			}
		})
	},
	ofScreens('screens cut off', 5, (link, chance) => link.cut(chance, chance.pick([0.3, 1])), [0, 500]),
	ofScreens('screens half-open', 5, (link, chance) => link.halfOpen(chance, 0.5), [1_000, 5_000]),
	ofScreens('screens half-open for long', 1, (link, chance) => link.halfOpen(chance, 0.5), LONG, {
		alone: true
	}),
	ofScreens('screens refused', 3, (link) => link.refuse(), [500, 4_000]),
	ofScreens(
		'screens slow',
		5,
		(link, chance) => link.slow({ delay: chance.between(100, 1_500), rate: 100_000 }, chance, 0.5),
		[2_000, 4_000]
	),
	ofScreens(
		'screens crawling',
		1,
		(link, chance) => link.slow({ delay: 18_000 }, chance, 0.3),
		[24_000, 26_000],
		{
			alone: true
		}
	),
	ofLinks('postgres', 'database cut off', 4, (link, chance) => link.cut(chance), [0, 500]),
	ofLinks('postgres', 'database refused', 4, (link) => link.refuse(), [500, 4_000]),
	ofLinks('postgres', 'database half-open', 4, (link, chance) => link.halfOpen(chance), [1_000, 5_000]),
	ofLinks('postgres', 'database half-open for long', 1, (link, chance) => link.halfOpen(chance), LONG, {
		alone: true
	}),
	ofLinks(
		'postgres',
		'database slow',
		4,
		(link, chance) => link.slow({ delay: chance.between(20, 300) }, chance),
		[1_000, 3_000]
	),
	ofProcess(
		'database cut at COMMIT',
		5,
		async (process, chance) => {
			const moment = chance.pick(['before', 'after'] as const);
			const end = atCommit(process, moment, () => process.toDatabase.cut(chance));
			const heal = async () => {
				end();
				process.toDatabase.heal();
			};
			return { lasts: chance.between(1_000, 2_000), heal };
		},
		'postgres'
	),
	ofPostgres('PostgreSQL restarted', 3, down('SIGINT'), [0, 1_500]),
	ofPostgres('PostgreSQL crashed', 3, down('SIGQUIT'), [0, 2_500]),
	ofPostgres('PostgreSQL killed', 3, down('SIGKILL'), [0, 2_500]),
	ofPostgres('PostgreSQL away for long', 1, down('SIGINT'), LONG, { alone: true }),
	ofPostgres(
		'PostgreSQL stopped and continued',
		3,
		async (site) => {
			await site.postgres.pause();
			return () => site.postgres.resume();
		},
		[500, 4_000]
	),
	{
		...{ name: 'Redis killed and started empty', family: 'redis', weight: 3, saidOnce: true },
		plan: (site, chance) => ({
			on: ['redis'],
			async begin() {
				await site.redis.stop();
				return { on: ['redis'], lasts: chance.between(500, 3_000), heal: () => site.redis.start() };
			}
		})
	},
	{
		...{ name: 'Redis stopped and continued', family: 'redis', weight: 2 },
		plan: (site, chance) => ({
			on: ['redis'],
			async begin() {
				site.redis.pause();
				return { on: ['redis'], lasts: chance.between(1_000, 4_000), heal: async () => site.redis.resume() };
			}
		})
	},
	{
		...{ name: 'Redis emptied', family: 'redis', weight: 1 },
		plan: (site) => ({
			on: ['redis'],
			async begin() {
				const client = await createClient({ url: site.redis.url }).connect();
				await client.flushAll();
				client.destroy();
				return { on: ['redis'], lasts: 1_000, heal: async () => {} };
			}
		})
	},
	ofLinks('redis', 'Redis cut off', 2, (link, chance) => link.cut(chance), [500, 1_000], { saidOnce: true }),
	ofLinks('redis', 'Redis half-open', 2, (link, chance) => link.halfOpen(chance), [1_000, 4_000]),
	ofLinks(
		'redis',
		'Redis slow',
		2,
		(link, chance) => link.slow({ delay: chance.between(500, 3_000) }, chance),
		[2_000, 4_000]
	)
];

/** Faults that begin shortly after each other, one upon the other, and are healed together. */
export type Group = Kind[];

/**
 * Deals so many faults into groups: every kind in its share, in an order that the seed decides.
 *
 * @param from the kinds to deal
 */
export function deal(count: number, chance: Chance, from: readonly Kind[] = kinds): Group[] {
	const deck: Kind[] = [];
	while (deck.length < count) {
		const round = from.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
		for (let left = round.length; left > 0; left--) {
			const [kind] = round.splice(chance.between(0, left - 1), 1);
			deck.push(kind!);
		}
	}
	deck.length = count;
	const groups: Group[] = [];
	while (deck.length > 0) {
		const first = deck.shift()!;
		// What is said of Redis, and of a database that is away, is only seen where nothing else goes wrong.
		const single = first.alone || chance.happens(first.family === 'redis' ? 0.7 : 0.25);
		const group = [first];
		const size = single ? 1 : chance.between(2, 4);
		for (let index = 0; group.length < size && index < deck.length;) {
			if (deck[index]!.alone || group.includes(deck[index]!)) index++;
			else group.push(...deck.splice(index, 1));
		}
		groups.push(group);
	}
	return groups;
}

/** Begins a fault where what it occupies is free; null where it is not. */
export async function begin(
	kind: Kind,
	site: Site,
	chance: Chance,
	taken: ReadonlySet<string>
): Promise<Fault | null> {
	for (let tries = 0; tries < 5; tries++) {
		const { on, begin } = kind.plan(site, chance);
		if (on.some((part) => taken.has(part))) continue;
		const fault = await begin();
		await sleep(0);
		return fault;
	}
	return null;
}

import { createClient } from 'redis';
import type { Chance } from '../../scripts/demo/chance.ts';
import { every, type Fault, type Kind, ofLinks, ofPostgres, ofProcess, ofScreens } from './kind.ts';
import type { Process, Site } from './site.ts';

/** A process comes back, whoever ended it. */
const restart = (process: Process) => async () => {
	process.toDatabase.heal();
	process.kill();
	await process.gone();
	await process.start();
};

function killedAtCommit(process: Process, moment: 'before' | 'after', chance: Chance) {
	const end = process.commits.await(moment, () => process.kill());
	const heal = async () => {
		end();
		await restart(process)();
	};
	return { lasts: chance.between(1_000, 2_000), heal };
}

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
			const end = process.commits.await(moment, () => process.toDatabase.cut(chance));
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

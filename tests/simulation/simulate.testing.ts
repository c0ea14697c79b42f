import { faults } from './faults.testing.ts';
import { DEAD_AFTER } from '../../src/lib/sync/reconnect.ts';
import type { Counts } from './judge.testing.ts';
import { type Product, theProduct } from './product.testing.ts';
import { World } from './world.testing.ts';

/** Simulated milliseconds that a day with its faults lasts, and how often screens are looked at in it. */
const DAY = { shortest: 20_000, longest: 60_000 };
const LOOK_EVERY = 500;
/**
 * Healed for so long, all screens equal the database; a connection that is dead by then counts as broken once it was
 * silent for `DEAD_AFTER`. Lossy ways, which TCP has none of, need a lost join's time.
 */
const REST = { usual: 5_000, dead: DEAD_AFTER + 5_000, lossy: 25_000 };

export interface Outcome {
	seed: number;
	/** What was wrong; null if nothing. */
	violation: string | null;
	/** Of all that happened: the same seed has the same. */
	hash: number;
	/** What happened: the last of it, or all. */
	lines: string[];
	counts: Counts;
}

/** Runs the day that a seed decides, until something is wrong or all is well at the end. */
export async function simulate(
	seed: number,
	{ all = false, product = theProduct }: { all?: boolean; product?: Product } = {}
): Promise<Outcome> {
	const world = new World(seed, product, { all });
	const { random, time, trace, judge, screens, database } = world;
	const lossy = random.chance(25);
	populate(world, lossy);

	const calm = random.between(300, 8_000);
	const weights = faults.flatMap((fault) => Array<typeof fault>(fault.weight).fill(fault));
	const strike = () => {
		if (!world.working) return;
		const fault = random.pick(weights);
		trace.add(`FAULT: ${fault.name}`);
		fault.strike(world);
		time.later(strike, random.between(0, 2 * calm));
	};
	time.later(strike, random.between(0, 2 * calm));
	const look = () => {
		judge.inspect(screens);
		time.later(look, LOOK_EVERY);
	};
	look();

	await time.pass(random.between(DAY.shortest, DAY.longest));
	world.working = false;
	world.healAll();
	for (const { way } of screens) way.lossy = false;
	const dead = screens.some(({ deceived }) => deceived);
	await time.pass(lossy ? REST.lossy : dead ? REST.dead : REST.usual);
	if (!trace.violation) judge.atRest(screens);
	return {
		seed,
		violation: trace.violation,
		hash: trace.hash,
		lines: trace.lines,
		counts: { ...judge.counts, besides: database.sites.reduce((sum, { besides }) => sum + besides, 0) }
	};
}

function populate(world: World, lossy: boolean): void {
	const { random, database } = world;
	for (let count = random.between(1, 3); count > 0; count--) world.start();
	const busy = random.between(100, 4_000);
	for (const site of database.sites) {
		const here = { workshopId: site.id, jobId: null };
		const boards = [...Array(random.between(1, 3))].map(() => world.open({ ...here, feed: 'board' }, lossy));
		for (const board of boards) world.workAt(board, () => random.between(0, 2 * busy));
		for (let count = random.between(0, 2); count > 0; count--) {
			world.open({ ...here, feed: random.pick(['wall', 'lounge']) }, lossy);
		}
		if (random.chance(40)) {
			world.workAt(world.open({ ...here, feed: 'cases' }, lossy), () => random.between(0, 4 * busy));
		}
		for (let count = random.between(0, 2); count > 0; count--) {
			world.open({ ...here, feed: 'job', jobId: random.pick(site.jobs).id }, lossy);
		}
	}
}

import type { FeedName } from '../../src/lib/feeds/index.ts';
import { type Product, theProduct } from './product.testing.ts';
import type { Outcome } from './simulate.testing.ts';
import { World } from './world.testing.ts';

/** People who move cards, each the next one as soon as the last is acknowledged. */
const MOVERS = 20;
/** Cars on the board. */
const CARS = 40;
/** Simulated milliseconds in which the screens are opened, how long cards go on moving, and until all is at rest. */
const RUSH = 2_000;
const AFTER = 300;
const REST = 5_000;

export interface Rush extends Outcome {
	/** Screens that do not show at rest what the database holds. */
	wrong: number;
}

/**
 * Opens screens while cards move as fast as they can: each loads its page, connects and joins at some moment of the
 * rush. Goes on when something is wrong, to count.
 */
export async function rush(
	seed: number,
	{ screens = 1_000, product = theProduct }: { screens?: number; product?: Product } = {}
): Promise<Rush> {
	const world = new World(seed, product, { goOn: true });
	const { random, time, trace, judge, history, database } = world;
	for (let count = 2; count > 0; count--) world.start();
	const site = database.sites[0]!;
	database.hiccups = 0;
	world.fill(site, CARS);
	const here = { workshopId: site.id, jobId: null };
	for (let count = MOVERS; count > 0; count--) {
		world.workAt(world.open({ ...here, feed: 'board' }, false), () => random.between(0, 4));
	}
	// The movers sit at their boards before anybody else comes.
	await time.pass(1_000);
	for (let count = screens; count > 0; count--) {
		const feed: FeedName = random.pick(['board', 'wall', 'lounge']);
		time.later(() => world.open({ ...here, feed }, false), random.between(0, RUSH));
	}
	await time.pass(RUSH + AFTER);
	world.working = false;
	await time.pass(REST);
	judge.inspect(world.screens);
	judge.atRest(world.screens);
	const wrong = world.screens.filter((screen) => {
		const { epoch, revision, picture } = history.last(screen.of);
		const mark = screen.replica;
		return mark?.epoch !== epoch || mark.revision !== revision || screen.picture !== picture;
	}).length;
	const { violation, hash, lines } = trace;
	return { seed, violation, hash, lines, counts: judge.counts, wrong };
}

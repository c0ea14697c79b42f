import type { World } from './world.testing.ts';

/** What may happen to a world. Whatever is broken is healed after a while, or when the day ends. */
export interface Fault {
	name: string;
	/** How often beside the others. */
	weight: number;
	strike(world: World): void;
}

export const faults: readonly Fault[] = [
	{
		name: 'a process is killed and comes back with another build',
		weight: 5,
		strike(world) {
			const server = world.someServer();
			if (!server) return;
			server.kill();
			world.wound(world.random.between(200, 10_000), () => world.start());
		}
	},
	{
		name: 'a process is stopped and goes on',
		weight: 5,
		strike(world) {
			const server = world.someServer();
			server?.pause();
			world.wound(world.random.between(500, 40_000), () => server?.resume());
		}
	},
	{
		name: 'the clock of a process jumps',
		weight: 2,
		strike(world) {
			const server = world.someServer();
			if (server) server.clockOff += world.random.pick([-3_600_000, -20_000, 20_000, 3_600_000]);
		}
	},
	{
		name: 'the database stops and starts',
		weight: 3,
		strike({ database, random, wound }) {
			database.stop();
			wound(random.between(100, 20_000), () => database.start());
		}
	},
	{
		name: 'the database hangs',
		weight: 3,
		strike({ database, random, wound }) {
			database.hang();
			wound(random.between(500, 40_000), () => database.start(random.chance(30)));
		}
	},
	{
		name: 'some of what the database is asked gets stuck',
		weight: 4,
		strike({ database, random, wound }) {
			database.stuck = random.between(5, 40);
			wound(random.between(1_000, 40_000), () => {
				database.stuck = 0;
				database.resume(null, random.chance(30));
			});
		}
	},
	{
		name: 'a process loses its way to the database',
		weight: 5,
		strike({ database, random, wound, someServer }) {
			const server = someServer();
			if (!server) return;
			server.way = random.pick(['down', 'hanging']);
			wound(random.between(500, 40_000), () => {
				server.way = 'up';
				database.resume(server, random.chance(30));
			});
		}
	},
	{
		name: 'Redis is lost',
		weight: 2,
		strike({ word, random, wound }) {
			word.way = 'down';
			wound(random.between(500, 30_000), () => (word.way = 'up'));
		}
	},
	{
		name: 'Redis is slow',
		weight: 2,
		strike({ word, random, wound }) {
			word.way = 'slow';
			wound(random.between(500, 30_000), () => (word.way = 'up'));
		}
	},
	{
		name: 'a connection is cut',
		weight: 10,
		strike: ({ random, screens }) => random.pick(screens).wire?.cut()
	},
	{
		name: 'a connection is half-open',
		weight: 8,
		strike: ({ random, screens }) => random.pick(screens).wire?.halfOpen()
	},
	{
		name: 'a screen’s network is a black hole',
		weight: 5,
		strike({ random, screens, wound }) {
			const { way, wire } = random.pick(screens);
			way.hole = true;
			wire?.halfOpen();
			wound(random.between(500, 40_000), () => (way.hole = false));
		}
	},
	{
		name: 'a screen’s network is slow',
		weight: 6,
		strike({ random, screens, wound }) {
			const { way } = random.pick(screens);
			way.slow = random.between(100, 7_000);
			wound(random.between(1_000, 40_000), () => (way.slow = 0));
		}
	},
	{
		name: 'a page is loaded anew',
		weight: 5,
		strike: ({ random, screens }) => random.pick(screens).load()
	},
	{
		name: 'settings change',
		weight: 5,
		strike: ({ database, random }) => {
			const some = random.pick(database.sites);
			database.act((site) => {
				if (site === some) site.changeSettings();
			});
		}
	},
	{
		name: 'the database is backed up',
		weight: 3,
		strike: (world) => world.backUp()
	},
	{
		name: 'the backup is restored',
		weight: 2,
		strike: (world) => world.restore()
	}
];

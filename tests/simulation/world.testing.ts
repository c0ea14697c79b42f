import type { AnyCommand } from '../../src/lib/streams/streams.ts';
import { NOW } from '../../src/lib/job/job.testing.ts';
import type { Case } from '../../src/lib/case/case.ts';
import type { Job } from '../../src/lib/job/job.ts';
import type { FeedOf } from '../../src/lib/sync/read-feed.server.ts';
import { PATIENCE } from '../../src/lib/sync/reconnect.ts';
import { ModelDatabase } from './database.testing.ts';
import { bookingOf, nextCaseCommand, nextCommand } from './hand.testing.ts';
import { History } from './history.testing.ts';
import { Judge } from './judge.testing.ts';
import type { Product } from './product.testing.ts';
import { Random } from './random.testing.ts';
import { Screen } from './screen.testing.ts';
import { Server } from './server.testing.ts';
import { Site } from './site.testing.ts';
import type { Surroundings } from './surroundings.testing.ts';
import { Time } from './time.testing.ts';
import { Trace, type Tracing } from './trace.testing.ts';
import { ModelWord } from './word.testing.ts';

const CANARIES = ['CANARY-NORTH', 'CANARY-SOUTH'];
/** Cars that are there when a day begins. */
const CARS = 3;

/** Two workshops in one database, the server processes, and the screens: everything that a seed decides. */
export class World implements Surroundings {
	product: Product;
	time = new Time();
	random: Random;
	trace: Trace;
	database: ModelDatabase;
	word: ModelWord;
	history = new History();
	judge: Judge;
	servers: Server[] = [];
	screens: Screen[] = [];
	/** Whether people go on making new commands. */
	working = true;
	#started = 0;
	#wounds = new Set<() => void>();
	#backup: ((epoch: string) => void)[] = [];

	constructor(seed: number, product: Product, tracing: Tracing = {}) {
		this.product = product;
		this.random = new Random(seed);
		this.trace = new Trace(this.time, tracing);
		const { time, random } = this;
		const sites = CANARIES.map((canary) => new Site(random.uuid(), canary, random.uuid()));
		this.database = new ModelDatabase(time, random, sites);
		this.word = new ModelWord(time, random);
		this.judge = new Judge(this);
		for (const site of sites) {
			site.violate = (what) => this.trace.violate(what);
			this.fill(site, CARS);
		}
		this.backUp();
	}

	/** Cars that are there before anybody looks. */
	fill(site: Site, cars: number): void {
		for (let car = 0; car < cars; car++) site.obey(bookingOf(this.random, site.canary), NOW);
		this.judge.record(site);
	}

	/** Another server process, of a build of its own. */
	start(): void {
		const number = ++this.#started;
		this.servers = this.servers.filter(({ state }) => state !== 'dead');
		this.servers.push(new Server(this, `server ${number}`, `build ${number}`));
	}

	someServer = (): Server | null =>
		this.random.pick(this.servers.filter(({ state }) => state !== 'dead')) ?? null;

	open(of: FeedOf, lossy: boolean): Screen {
		const name = `${of.feed} ${this.screens.length + 1}`;
		const screen = new Screen(
			this,
			{ name, of, way: { slow: 0, lossy, hole: false }, balance: this.someServer },
			this.judge
		);
		this.screens.push(screen);
		screen.load();
		return screen;
	}

	/** Something is broken for a while; `heal` comes once, then or at the end of the day. */
	wound = (milliseconds: number, heal: () => void): void => {
		this.#wounds.add(heal);
		this.time.later(() => {
			if (this.#wounds.delete(heal)) heal();
		}, milliseconds);
	};

	healAll(): void {
		this.trace.add('all is healed');
		for (const heal of this.#wounds) heal();
		this.#wounds.clear();
		for (const { wire } of this.screens) wire?.heal();
	}

	backUp(): void {
		this.#backup = this.database.sites.map((site) => site.backUp());
	}

	/** What was done since the backup is gone; another line of revisions begins. */
	restore(): void {
		const backups = new Map(this.database.sites.map((site, at) => [site, this.#backup[at]!]));
		const stopped = this.random.chance(50);
		if (stopped) this.database.stop();
		this.database.act((site) => backups.get(site)!(this.random.uuid()));
		if (stopped) this.wound(this.random.between(100, 3_000), () => this.database.start());
	}

	/** Somebody works at a board: one command after another, each until it is answered. */
	workAt(screen: Screen, pause: () => number): void {
		const { random, time, judge } = this;
		const site = this.database.site(screen.of.workshopId);
		const next = () => {
			if (!this.working) return;
			if (!screen.connected || !screen.replica) return void time.later(next, 500);
			const cards = [...screen.replica.cards.values()];
			if (screen.of.feed === 'cases') return attempt(nextCaseCommand(random, cards as Case[], site.canary));
			const command = nextCommand(random, cards as Job[], site.canary);
			const seen = cards.find(({ id }) => id === command.jobId) as Job | undefined;
			if (seen) site.seen.set(command.id, { epoch: screen.replica.epoch, version: seen.version });
			attempt(command);
		};
		const attempt = (command: AnyCommand) => {
			if (!screen.connected) return void time.later(() => attempt(command), 500);
			let over = false;
			const again = () => {
				if (over) return;
				over = true;
				time.later(() => attempt(command), random.between(100, 1_500));
			};
			time.later(again, PATIENCE);
			screen.send(command, (reply) => {
				judge.acknowledged(command, reply);
				if (!reply.ok && reply.refusal.code === 'unavailable') return again();
				if (over) return;
				over = true;
				time.later(next, pause());
			});
		};
		time.later(next, pause());
	}
}

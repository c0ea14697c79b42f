import type { Random } from './random.testing.ts';
import type { Site } from './site.testing.ts';
import type { Time } from './time.testing.ts';

/** How somebody gets through to the database: requests are answered, fail, or wait for an answer. */
export type Way = 'up' | 'down' | 'hanging';

/** Who asks: one server process. */
export interface Asker {
	/** Its own way there. */
	way: Way;
	/** Something arrives at it: at once, when it goes on, or never. */
	reach(run: () => void): void;
}

interface Request {
	asker: Asker;
	run(): void;
	fail(error: unknown): void;
}

/** `waiting` for the workshop's row, `holding` it, `committing`: only the last goes on without who asked. */
interface Transaction extends Request {
	state: 'waiting' | 'holding' | 'committing' | 'over';
	work(): void;
}

const LOST = 'the connection to the database was lost';

/**
 * PostgreSQL as the product uses it: each reading is one snapshot, writers of a workshop queue for its row, a commit
 * is one instant, and an answer may be lost though the commit was not.
 */
export class ModelDatabase {
	sites: Site[];
	/** Of a hundred steps so many take long, */
	hiccups = 2;
	/** and so many get stuck until `start` or `resume`, while others pass them. */
	stuck = 0;
	/** Called after every commit. */
	committed: (site: Site) => void = () => {};
	#time: Time;
	#random: Random;
	#way: Way = 'up';
	/** Counts its restarts: what was under way in an earlier life is lost. */
	#life = 0;
	#held: Request[] = [];
	#queues = new Map<Site, Transaction[]>();

	constructor(time: Time, random: Random, sites: Site[]) {
		[this.#time, this.#random, this.sites] = [time, random, sites];
		for (const site of sites) this.#queues.set(site, []);
	}

	site(id: string): Site {
		const site = this.sites.find((candidate) => candidate.id === id);
		if (!site) throw new Error('no such workshop');
		return site;
	}

	/** Reads, all at one instant. */
	read<Result>(asker: Asker, take: () => Result): Promise<Result> {
		return new Promise((resolve, reject) => {
			const fail = (error: unknown) => asker.reach(() => reject(error as Error));
			this.#serve({ asker, run: () => this.#answer(asker, take, resolve, fail), fail });
		});
	}

	/** Does something to a workshop under the lock of its row; `work` happens at COMMIT, or never. */
	write<Result>(asker: Asker, site: Site, work: () => Result): Promise<Result> {
		return new Promise((resolve, reject) => {
			const fail = (error: unknown) => asker.reach(() => reject(error as Error));
			const transaction: Transaction = {
				...{ asker, state: 'waiting', fail },
				run: () => this.#queue(site, transaction),
				work: () => this.#answer(asker, work, resolve, fail)
			};
			this.#serve(transaction);
		});
	}

	/** The product's own tools and whoever restores a backup: at once, whatever the ways of others. */
	act(work: (site: Site) => void): void {
		for (const site of this.sites) {
			work(site);
			this.committed(site);
		}
	}

	hang(): void {
		if (this.#way === 'up') this.#way = 'hanging';
	}

	/** Everything under way is lost; what was committed stays. */
	stop(): void {
		this.#way = 'down';
		this.#life++;
		for (const [site, queue] of this.#queues) for (const each of [...queue]) this.#abort(site, each);
		for (const held of this.#held.splice(0)) this.#refuse(held);
	}

	/** Answers again, what waited as well, or where `lost` says so not. */
	start(lost = false): void {
		this.#way = 'up';
		this.resume(null, lost);
	}

	/** A way is open again: what waited on it goes on, or was lost. */
	resume(asker: Asker | null, lost: boolean): void {
		const held = this.#held.splice(0);
		for (const request of held) {
			if (asker && request.asker !== asker) this.#held.push(request);
			else if (lost) this.#refuse(request);
			else this.#serve(request);
		}
	}

	/** A process is no more: its open transactions are rolled back, but for a COMMIT already sent. */
	left(asker: Asker): void {
		for (const [site, queue] of this.#queues) {
			for (const each of [...queue])
				if (each.asker === asker && each.state !== 'committing') this.#abort(site, each);
		}
	}

	/** Milliseconds: none or a few, now and then many. */
	#latency(): number {
		return this.#random.chance(this.hiccups) ? this.#random.between(20, 400) : this.#random.between(0, 3);
	}

	#serve(request: Request): void {
		const life = this.#life;
		this.#time.later(() => {
			const way = this.#way === 'up' ? request.asker.way : this.#way;
			if (way === 'down' || life !== this.#life) this.#refuse(request);
			else if (way === 'hanging' || this.#random.chance(this.stuck)) this.#held.push(request);
			else request.run();
		}, this.#latency());
	}

	#refuse({ fail }: Pick<Request, 'fail'>): void {
		this.#time.later(() => fail(new Error(LOST)), this.#latency());
	}

	#answer<Result>(
		asker: Asker,
		take: () => Result,
		resolve: (result: Result) => void,
		fail: (error: unknown) => void
	): void {
		try {
			const result = take();
			this.#serve({ asker, run: () => asker.reach(() => resolve(result)), fail });
		} catch (error) {
			fail(error);
		}
	}

	#queue(site: Site, transaction: Transaction): void {
		const queue = this.#queues.get(site)!;
		queue.push(transaction);
		if (queue.length === 1) this.#grant(site, transaction);
	}

	#grant(site: Site, transaction: Transaction): void {
		transaction.state = 'holding';
		const { asker } = transaction;
		const fail = () => this.#abort(site, transaction);
		// The process reads, decides and writes while it holds the row; paused then, it goes on holding it.
		this.#serve({
			...{ asker, fail },
			run: () =>
				asker.reach(() => {
					if (transaction.state !== 'holding') return;
					transaction.state = 'committing';
					this.#serve({ asker, fail, run: () => this.#commit(site, transaction) });
				})
		});
	}

	#commit(site: Site, transaction: Transaction): void {
		if (transaction.state !== 'committing') return;
		this.#release(site, transaction);
		const before = site.workshop.revision;
		transaction.work();
		if (site.workshop.revision !== before) this.committed(site);
	}

	#abort(site: Site, transaction: Transaction): void {
		if (transaction.state === 'over') return;
		this.#release(site, transaction);
		this.#refuse(transaction);
	}

	#release(site: Site, transaction: Transaction): void {
		transaction.state = 'over';
		const queue = this.#queues.get(site)!;
		const held = queue[0] === transaction;
		queue.splice(queue.indexOf(transaction), 1);
		if (held && queue[0]) this.#grant(site, queue[0]);
	}
}

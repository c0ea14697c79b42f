import { eq } from 'drizzle-orm';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chanceFrom } from '../../scripts/demo/chance.ts';
import { operator } from '../../src/lib/audit/record.server.ts';
import { workshops } from '../../src/lib/database/schema.ts';
import { defaultHours } from '../../src/lib/settings/defaults.ts';
import { changeWorkshop } from '../../src/lib/settings/workshop-settings.server.ts';
import { audit, revisionsWithoutCommand } from './audit.ts';
import { differing } from './compare.ts';
import { furnish, type House, sessionOf } from './house.ts';
import { begin, deal, type Group } from './deal.ts';
import type { Fault, Kind } from './kind.ts';
import { Ledger } from './ledger.ts';
import { Mover } from './mover.ts';
import { type OpenedScreen, Screens } from './screens.ts';
import { openSite, type Site } from './site.ts';
import { Watch } from './watch.ts';

/** Within which all screens equal the database again, from the moment when the last fault is healed, milliseconds. */
const HEALS_WITHIN = 5_000;
/** The most that a screen may be behind while Redis is away, milliseconds, and what we may be late in seeing it. */
const WITHOUT_REDIS = 2_000 + 300;

export interface Options {
	faults: number;
	seed: number;
	/** Of the tree whose build runs, and of another build's. */
	root: string;
	next: string;
	dataDir: string;
	kinds?: readonly Kind[];
	/** For the server processes, beside what they need. */
	serverEnv?: Record<string, string>;
	say(line: string): void;
}

export interface Outcome {
	seed: number;
	faults: number;
	groups: number;
	screens: number;
	commands: number;
	acknowledged: number;
	/** Acknowledged commands that the database does not hold. */
	lost: number;
	/** Commands with more than one effect. */
	doubled: number;
	/** Screens that did not equal the database 5 s after healing. */
	diverged: number;
	/** Screens more than 12 s behind that did not say so. */
	unmarkedStale: number;
	/** Frames with what is another workshop's, or another audience's. */
	leaks: number;
	/** Revisions missing or taken twice, and jobs that are not what their events make. */
	broken: number;
	/** Whatever else a kind of fault promises: that Redis costs no command, that a deploy ends in time ... */
	failed: number;
	/** The slowest healing, milliseconds. */
	slowestHealing: number;
	seconds: number;
	load: number;
	/** What was found, in words. */
	found: string[];
}

/** Whether a run found nothing wrong. */
export const isClean = ({
	lost,
	doubled,
	diverged,
	unmarkedStale,
	leaks,
	broken,
	failed
}: Outcome): boolean => lost + doubled + diverged + unmarkedStale + leaks + broken + failed === 0;

/** Runs a site of real parts while one thing after the other fails, and judges what came of it. */
export async function runFaults(options: Options): Promise<Outcome> {
	const site = await openSite(options);
	try {
		return await new Run(site, options).run();
	} finally {
		await site.close();
	}
}

class Run {
	#site: Site;
	#options: Options;
	#chance: Chance;
	#ledger = new Ledger();
	#houses: House[] = [];
	#movers: Mover[] = [];
	#diverged = 0;
	#befallen = 0;
	#failed: string[] = [];
	#found: string[] = [];
	#healings: number[] = [];
	/** Revisions that a change of the settings took, by workshop. */
	#settings = new Map<string, Set<number>>();

	constructor(site: Site, options: Options) {
		[this.#site, this.#options, this.#chance] = [site, options, chanceFrom(options.seed)];
	}

	async run(): Promise<Outcome> {
		const { faults, seed, say, kinds } = this.#options;
		const begun = performance.now();
		const screens = await this.#openScreens();
		const watch = new Watch(this.#site.db, screens.all);
		watch.start();
		for (const mover of this.#movers) mover.start();
		await sleep(500);
		const groups = deal(faults, this.#chance, kinds);
		let done = 0;
		for (const group of groups) {
			await this.#befall(group, screens.all, watch);
			done += group.length;
			const names = group.map(({ name }) => name).join(' + ');
			say(`${done}/${faults} ${names}: equal after ${this.#healings.at(-1)} ms`);
		}
		for (const mover of this.#movers) mover.pause();
		await this.#idle(15_000);
		await Promise.all(this.#movers.map((mover) => mover.end()));
		await watch.end();
		const { lost, doubled, broken } = await audit(this.#site.db, this.#ledger, this.#settings);
		screens.close();
		this.#note('lost', lost);
		this.#note('doubled', doubled);
		this.#note('broken', broken);
		this.#note('leaked', [...screens.leaks]);
		this.#note('behind and not marked', [...watch.unmarked]);
		return {
			...{ seed, faults: done, groups: groups.length, screens: screens.all.length },
			...{ commands: this.#ledger.sent.size, acknowledged: this.#ledger.acknowledged },
			...{ lost: lost.length, doubled: doubled.length, diverged: this.#diverged },
			...{ unmarkedStale: watch.unmarked.size, leaks: screens.leaks.size },
			...{ broken: broken.length, failed: this.#failed.length },
			slowestHealing: Math.max(...this.#healings),
			seconds: Math.round((performance.now() - begun) / 1_000),
			load: Math.round(loadavg()[0]! * 10) / 10,
			found: this.#found
		};
	}

	/** Two workshops, and of each feed some screens. */
	async #openScreens(): Promise<Screens> {
		const { db, url } = this.#site;
		const shape = { foremen: 4, walls: 5, lounges: 3, links: 5 };
		for (const slug of ['east', 'west']) {
			const house = await furnish(db, slug, this.#chance, shape);
			this.#houses.push(house);
			this.#settings.set(house.id, await revisionsWithoutCommand(db, house.id));
		}
		const screens = new Screens(url, this.#houses);
		for (const [index, house] of this.#houses.entries()) {
			for (const username of house.foremen) {
				const cookie = await sessionOf(url, username);
				const pair = [await screens.board(house, cookie), await screens.board(house, cookie)] as const;
				const chance = chanceFrom(this.#options.seed * 1_000 + index * 100 + this.#movers.length);
				this.#movers.push(new Mover(house, this.#ledger, chance, pair, 150));
				await screens.board(house, cookie);
			}
			for (const { of, handshake } of house.opens) await screens.open(house, of, handshake);
		}
		return screens;
	}

	/** One fault upon the other; then all are healed, and everything must be as the database says. */
	async #befall(group: Group, screens: OpenedScreen[], watch: Watch): Promise<void> {
		const { processes } = this.#site;
		this.#ledger.takeTrouble();
		watch.takeMost();
		const logs = processes.map((process) => process.log().length);
		if (this.#befallen++ % 2 === 0) await this.#changeSettings();
		const faults: Fault[] = [];
		const taken = new Set<string>();
		let last = performance.now();
		for (const kind of group) {
			// A kind whose place is taken waits until the others are healed.
			let fault = await begin(kind, this.#site, this.#chance, taken);
			if (!fault) {
				await this.#heal(faults.splice(0), last);
				taken.clear();
				fault = await begin(kind, this.#site, this.#chance, taken);
			}
			faults.push(fault!);
			fault!.on.forEach((part) => taken.add(part));
			last = Math.max(last, performance.now() + fault!.lasts);
			await sleep(this.#chance.between(100, 800));
		}
		await this.#heal(faults, last);
		await this.#settle(group, screens);
		for (const { wrong } of faults) if (wrong) this.#fail(wrong);
		for (const process of processes) for (const crash of process.crashes.splice(0)) this.#fail(crash);
		this.#judge(group, watch, logs);
	}

	async #heal(faults: Fault[], until: number): Promise<void> {
		await sleep(Math.max(0, until - performance.now()));
		await Promise.all(faults.map((fault) => fault.heal()));
	}

	/** [SYNC9] */
	async #settle(group: Group, screens: OpenedScreen[]): Promise<void> {
		const healed = performance.now();
		const since = () => performance.now() - healed;
		// What comes back comes back to a board in use.
		await sleep(300);
		for (const mover of this.#movers) mover.pause();
		let different = await differing(this.#site.db, screens);
		let late: string[] = [];
		let judged = false;
		while (different.length > 0) {
			if (!judged && since() > HEALS_WITHIN) {
				judged = true;
				late = different.filter(({ ahead }) => !ahead).map(({ what }) => what);
			}
			if (since() > 60_000) break;
			await sleep(100);
			different = await differing(this.#site.db, screens);
		}
		this.#healings.push(Math.round(since()));
		this.#diverged += late.length;
		const names = group.map(({ name }) => name).join(' + ');
		this.#note(`5 s after ${names}, equal after ${this.#healings.at(-1)} ms`, late);
		if (!(await this.#idle(12_000))) this.#fail(`commands were left unanswered after ${names}`);
		for (const mover of this.#movers) mover.resume();
	}

	async #idle(patience: number): Promise<boolean> {
		for (const deadline = performance.now() + patience; performance.now() < deadline; await sleep(50)) {
			if (this.#movers.every((mover) => mover.idle)) return true;
		}
		return false;
	}

	/** What the kinds promise beside the rest. */
	#judge(group: Group, watch: Watch, logs: number[]): void {
		const { unavailable, unanswered, cutOff } = this.#ledger.takeTrouble();
		const most = watch.takeMost();
		const names = group.map(({ name }) => name).join(' + ');
		const families = new Set(group.map(({ family }) => family));
		if (families.size > 1) return;
		if (families.has('redis')) {
			const troubled = unavailable + unanswered + cutOff;
			if (troubled > 0) this.#fail(`${troubled} commands failed for ${names}`);
			if (most > WITHOUT_REDIS) this.#fail(`a screen was ${most} ms behind for ${names}`);
			for (const [index, process] of this.#site.processes.entries()) {
				const said = process.log().slice(logs[index]).split('Redis is away').length - 1;
				const kind = group[0]!;
				if (group.length > 1 ? said > group.length : kind.saidOnce ? said !== 1 : said > 1) {
					this.#fail(`a process said ${said} times that Redis is away for ${names}`);
				}
			}
		}
		if (families.has('postgres') && unanswered > 0) {
			this.#fail(`${unanswered} commands were neither done nor refused in time for ${names}`);
		}
	}

	/** As a desk does, in line with the commands. [SET1] */
	async #changeSettings(): Promise<void> {
		const { db } = this.#site;
		const house = this.#chance.pick(this.#houses);
		await changeWorkshop(db, house.id, operator, {
			...{ name: `House ${house.word}`, phone: `${house.word} ${this.#chance.between(1, 1e6)}` },
			...{ pickupDesk: `${house.word} ${this.#chance.between(1, 1e6)}`, platesMasked: false },
			...{ language: 'en', timeZone: 'Asia/Shanghai', openingHours: defaultHours }
		});
		const [row] = await db.select().from(workshops).where(eq(workshops.id, house.id));
		this.#settings.get(house.id)!.add(row!.settingsRevision);
	}

	#fail(what: string): void {
		this.#failed.push(what);
		this.#note('failed', [what]);
	}

	#note(what: string, which: string[]): void {
		for (const each of which.slice(0, 20)) {
			this.#found.push(`${what}: ${each}`);
			this.#options.say(`  ${what}: ${each}`);
		}
	}
}

import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from '../../scripts/demo/chance.ts';
import { audit, revisionsWithoutCommand } from './audit.ts';
import { differing } from './compare.ts';
import { furnish, sessionOf } from './house.ts';
import { Ledger } from './ledger.ts';
import { Mover } from './mover.ts';
import { Screens } from './screens.ts';
import { openSite } from './site.ts';

/** Screens that open at once: more would wait in the network's own queues. */
const AT_ONCE = 40;

export interface CrowdOptions {
	screens: number;
	seed: number;
	root: string;
	dataDir: string;
	say(line: string): void;
}

export interface CrowdOutcome {
	screens: number;
	/** Changes committed while they opened. */
	changes: number;
	changesPerSecond: number;
	/** Screens that equalled the database once the cards stood still. */
	equal: number;
	wrong: number;
	/** Milliseconds, from the last change, until all were equal. */
	equalAfter: number;
	lost: number;
	doubled: number;
	broken: number;
	leaks: number;
	seconds: number;
	found: string[];
}

/**
 * Opens many screens while cards move as fast as they can. Whoever reads the board first and joins its room then
 * misses what is committed between the two, and shows it wrong until that card moves again. [SYNC1] [SYNC9]
 */
export async function runCrowd({
	screens: count,
	seed,
	root,
	dataDir,
	say
}: CrowdOptions): Promise<CrowdOutcome> {
	const site = await openSite({ root, next: root, dataDir });
	try {
		const [begun, chance] = [performance.now(), chanceFrom(seed)];
		const shape = { foremen: 8, walls: 8, lounges: 4, links: 8 };
		const houses = [
			await furnish(site.db, 'east', chance, shape),
			await furnish(site.db, 'west', chance, shape)
		];
		const settings = new Map<string, Set<number>>();
		for (const { id } of houses) settings.set(id, await revisionsWithoutCommand(site.db, id));
		const screens = new Screens(site.url, houses);
		const ledger = new Ledger();
		const movers: Mover[] = [];
		const cookies = new Map<string, string>();
		for (const house of houses) {
			for (const username of house.foremen) {
				const cookie = await sessionOf(site.url, username);
				cookies.set(username, cookie);
				const pair = [await screens.board(house, cookie), await screens.board(house, cookie)] as const;
				movers.push(new Mover(house, ledger, chanceFrom(seed + movers.length), pair, 0));
			}
		}
		const opening = performance.now();
		for (const mover of movers) mover.start();
		let left = count;
		const open = async () => {
			while (left-- > 0) {
				const house = houses[left % 2]!;
				const username = house.foremen[left % house.foremen.length]!;
				const other = house.opens[left % house.opens.length]!;
				// As in a workshop: more boards and walls than anything else.
				if (left % 3 > 0) await screens.board(house, cookies.get(username)!);
				else await screens.open(house, other.of, other.handshake);
				if (screens.all.length % 100 === 0)
					say(`${screens.all.length} screens, ${ledger.acknowledged} changes`);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, open));
		for (const mover of movers) mover.pause();
		await Promise.all(movers.map((mover) => mover.end()));
		const [stood, changes] = [performance.now(), ledger.acknowledged];
		let different = await differing(site.db, screens.all);
		while (different.length > 0 && performance.now() - stood < 60_000) {
			await sleep(100);
			different = await differing(site.db, screens.all);
		}
		const equalAfter = Math.round(performance.now() - stood);
		const { lost, doubled, broken } = await audit(site.db, ledger, settings);
		const outcome: CrowdOutcome = {
			screens: screens.all.length,
			changes,
			changesPerSecond: Math.round((changes / (stood - opening)) * 1_000),
			...{ equal: screens.all.length - different.length, wrong: different.length, equalAfter },
			...{ lost: lost.length, doubled: doubled.length, broken: broken.length, leaks: screens.leaks.size },
			seconds: Math.round((performance.now() - begun) / 1_000),
			found: [...different.map(({ what }) => what), ...lost, ...doubled, ...broken, ...screens.leaks].slice(
				0,
				20
			)
		};
		screens.close();
		return outcome;
	} finally {
		await site.close();
	}
}

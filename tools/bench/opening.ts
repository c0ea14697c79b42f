import { setTimeout as sleep } from 'node:timers/promises';
import { residentOf } from '../live/resident.ts';
import { openBare } from './bare.ts';
import { medianOf } from './figures.ts';
import { openCrowd } from './open-crowd.ts';
import type { Product } from './product.ts';
import { placesOf, type Site } from './site.ts';

/** Screens that all open at the same moment. Medians of the rounds. */
export interface OpeningFigures {
	screens: number;
	/** Cards on the board that each is sent whole. */
	cards: number;
	/** Milliseconds until the last of them was current; and of a bare Socket.IO server, which sends no cards. */
	current: number;
	bareCurrent: number;
	/** KB of memory that the server holds for each of them, cards in the air included; and the bare one. */
	memory: number;
	bareMemory: number;
}

/** Screens that open before, and leave: code is compiled, and memory grown that the first of them takes. */
const WARM_UP = 20;

export async function measureOpening(
	product: Product,
	{ screens, openings }: { screens: number; openings: number }
): Promise<OpeningFigures> {
	const [own, floor]: [Opened[], Opened[]] = [[], []];
	for (let n = 0; n < openings; n++) {
		// A process that had many screens before has the memory for them already.
		await product.house.kill();
		await product.house.start();
		own.push(await open(product, screens));
		const bare = await openBare('socket-io', new Map());
		floor.push(await open(bare, screens));
		await bare.close();
	}
	const median = (opened: readonly Opened[], key: keyof Opened) => medianOf(opened.map((each) => each[key]));
	return {
		...{ screens, cards: (await product.cards()).length },
		...{ current: median(own, 'current'), bareCurrent: median(floor, 'current') },
		...{ memory: median(own, 'memory'), bareMemory: median(floor, 'memory') }
	};
}

/** Milliseconds until the last was current, KB for each. */
interface Opened {
	current: number;
	memory: number;
}

async function open(site: Site, screens: number): Promise<Opened> {
	await (await openCrowd(placesOf(site, WARM_UP))).close();
	await sleep(1_000);
	const before = residentOf(site.pid());
	const crowd = await openCrowd(placesOf(site, screens), true);
	await sleep(1_000);
	const memory = (residentOf(site.pid()) - before) / 1024 / screens;
	await crowd.close();
	return { current: Math.max(...crowd.opened), memory };
}

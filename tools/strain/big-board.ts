import { MOST_OPEN_JOBS } from '#lib/job/entry.ts';
import { moverOf, openHouse } from '../house/house.ts';
import { boardUsableAfter } from '../live/board-page.ts';
import { launchChromium } from '../live/chromium.ts';
import { median, type Strain } from './strain.ts';

/** As many as a workshop may have. [JOB9] */
const CARDS = MOST_OPEN_JOBS;

export const strain: Strain = {
	what: `a board of ${CARDS} open jobs`,
	async run() {
		const small = await openHouse({ cards: 300 });
		const usual = await timesOf(await small.board());
		await small.close();

		const house = await openHouse({ cards: CARDS });
		const joining = performance.now();
		const board = await house.board();
		const joined = performance.now() - joining;
		const bytes = Buffer.byteLength(JSON.stringify([...board.replica().cards.values()]));
		const times = await timesOf(board);
		const browser = await launchChromium();
		const page = await boardUsableAfter(browser, house.url, house.slug, house.cookie);
		await browser.close();
		const memory = house.resident();
		await house.close();
		return [
			{ figure: 'the whole board to a screen that joins', value: joined, unit: 'ms', atMost: 5_000 },
			{ figure: 'its cards as JSON', value: bytes / 1024 / 1024, unit: 'MB' },
			{ figure: 'a move acknowledged, of 300 cards', value: median(usual), unit: 'ms' },
			{ figure: `of ${CARDS}`, value: median(times), unit: 'ms', atMost: 250 },
			{ figure: 'the page in Chromium: usable after', value: page, unit: 'ms', atMost: 30_000 },
			{ figure: 'server memory', value: memory, unit: 'MB', atMost: 1_000 }
		];
	}
};

async function timesOf(board: Parameters<typeof moverOf>[0]): Promise<number[]> {
	const move = moverOf(board);
	const times: number[] = [];
	for (let n = 0; n < 220; n++) {
		const { ms, reply } = await move();
		if (!reply.ok) throw new Error(reply.refusal.code);
		if (n >= 20) times.push(ms);
	}
	board.close();
	return times;
}

import { chanceFrom } from '../../scripts/demo/chance.ts';
import { openHouse } from '../house/house.ts';
import { launchChromium } from '../live/chromium.ts';
import { measureHistory } from '../strain/long-history.ts';
import { openBareCommit } from './bare-commit.ts';
import { measureMoves } from './moves.ts';
import { measureOpening } from './opening.ts';
import { type BenchOptions, onOneBoard, type Part } from './options.ts';
import { measurePages } from './pages.ts';
import { productIn } from './product.ts';
import type { Results } from './results.ts';
import { tellHistory, tellMoves, tellOpening, tellPages, tellThroughput, tellWorkshops } from './tell.ts';
import { measureThroughput, PEOPLE } from './throughput.ts';
import { measureWorkshops } from './workshops.ts';

/** Measures what is wanted, and tells each part as soon as it is there. */
export async function runBench(options: BenchOptions): Promise<Results> {
	const wants = (part: Part) => options.only.includes(part);
	const results: Results = {};
	if (options.only.some((part) => onOneBoard.includes(part))) await runLive(options, wants, results);
	if (wants('workshops')) {
		results.workshops = await measureWorkshops(options.workshops);
		tellWorkshops(results.workshops);
	}
	if (wants('history')) {
		const { before, after } = await measureHistory();
		results.history = { empty: before.move, million: after.move };
		tellHistory(results.history);
	}
	return results;
}

/** All that is measured at one server. */
async function runLive(
	options: BenchOptions,
	wants: (part: Part) => boolean,
	results: Results
): Promise<void> {
	const chance = chanceFrom(options.seed);
	const house = await openHouse({ cards: options.cards });
	const browser = await launchChromium();
	try {
		const product = await productIn(house, wants('throughput') ? options.movers * PEOPLE : 1);
		const commit = await openBareCommit(house.database.sql);
		const parts = { product, commit, browser, chance };
		if (wants('moves')) {
			results.moves = [];
			for (const screens of options.screens) {
				const figures = await measureMoves(parts, { ...options, screens });
				tellMoves(figures);
				results.moves.push(figures);
			}
		}
		if (wants('throughput')) {
			const screens = Math.max(...options.screens.filter((count) => count <= 200), 1);
			results.throughput = await measureThroughput(parts, { ...options, screens });
			tellThroughput(results.throughput);
		}
		if (wants('opening')) {
			const { opening: screens, openings } = options;
			results.opening = await measureOpening(product, { screens, openings });
			tellOpening(results.opening);
		}
		if (wants('pages')) {
			results.pages = await measurePages(parts, options.boards);
			tellPages(results.pages);
		}
	} finally {
		await browser.close();
		await house.close();
	}
}

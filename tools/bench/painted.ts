import type { Browser } from '@playwright/test';
import { newContext } from '../live/chromium.ts';
import { clock } from './clock.ts';
import type { Paint } from './paint-times.ts';

/** A wall in Chromium. */
export interface PaintedWall {
	/** Resolves once it is live and shows so many cars, all in stages with these names: else nothing would be seen to move. */
	show(cars: number, stages: readonly string[]): Promise<void>;
	/** All since it was shown or last asked. */
	take(): Promise<Paint[]>;
	/** Off the air: another arm's turn. */
	hide(): Promise<void>;
	close(): Promise<void>;
}

/** In how many tries the page's clock is read: the quickest answer counts, and errs by half of what it took at most. */
const TRIES = 40;

/** @param address of a wall that lists its cars by promise, all on one page */
export async function openPaintedWall(browser: Browser, url: string, address: string): Promise<PaintedWall> {
	const context = await newContext(browser, url);
	const page = await context.newPage();
	/** The machine's clock less the page's. */
	let ahead = 0;
	const setClock = async () => {
		let quickest = Infinity;
		for (let n = 0; n < TRIES; n++) {
			const asked = clock();
			const read = await page.evaluate(() => performance.now());
			const took = clock() - asked;
			if (took < quickest) [quickest, ahead] = [took, asked + took / 2 - read];
		}
	};
	return {
		async show(cars, stages) {
			const socket = page.waitForEvent('websocket');
			await page.goto(address);
			await (await socket).waitForEvent('framereceived', ({ payload }) => isAnswer(payload.toString()));
			const isShown = (wanted: { cars: number; stages: readonly string[] }) => {
				const rows = [...document.querySelectorAll('li')];
				const stageIn = (row: Element) => row.querySelector('.stage')?.textContent?.trim() ?? '';
				return rows.length === wanted.cars && rows.every((row) => wanted.stages.includes(stageIn(row)));
			};
			await page.waitForFunction(isShown, { cars, stages });
			await setClock();
			await page.evaluate(watch);
		},
		async take() {
			const paints = await page.evaluate(() => (window as unknown as Watched).paints.splice(0));
			return paints.map((paint) => ({ ...paint, at: paint.at + ahead }));
		},
		hide: async () => void (await page.goto('about:blank')),
		close: () => context.close()
	};
}

/** Socket.IO's answer to what the page asked, which is its feed; packed or not. */
const isAnswer = (frame: string): boolean => /^4(3|61-)\d+\[/.test(frame);

interface Watched {
	paints: Paint[];
}

/** Run in the page: notes, two frames later, every car that the document shows in another stage than before. */
function watch(): void {
	const paints: Paint[] = [];
	Object.assign(window, { paints });
	const stages = () =>
		new Map(
			Array.from(document.querySelectorAll('li'), (row) => {
				const text = (part: string) => row.querySelector(part)?.textContent?.trim() ?? '';
				return [text('.plate'), text('.stage')] as const;
			})
		);
	let shown = stages();
	new MutationObserver(() => {
		const before = shown;
		shown = stages();
		const changed = [...shown].filter(([plate, stage]) => before.has(plate) && before.get(plate) !== stage);
		if (changed.length === 0) return;
		const painted = () => {
			const at = performance.now();
			paints.push(...changed.map(([plate, stage]) => ({ plate, stage, at })));
		};
		// After the second frame what was there before the first has been painted.
		requestAnimationFrame(() => requestAnimationFrame(painted));
	}).observe(document.body, { subtree: true, childList: true, characterData: true });
}

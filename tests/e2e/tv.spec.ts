import { expect } from '@playwright/test';
import { operator } from '../../src/lib/audit/record.server.ts';
import { layOut, LOUNGE_CHROME, WALL_CHROME } from '../../src/lib/display/layout.ts';
import { pair } from '../../src/lib/screens/pairing.server.ts';
import { usualSettings } from '../../src/lib/model/screen.ts';
import { builds, runHere } from '../old-browsers/builds.ts';
import { type OldBrowser, startOldBrowser } from '../old-browsers/old-browser.ts';
import type { OldPage } from '../old-browsers/page.ts';
import { test as base } from './house.ts';

const television = { width: 1920, height: 1080 };
/** As the house sets its screens up. */
const glass = { inches: 55, metres: 5 };
const phone = { width: 390, height: 844 };
/** The mark of 30 s of silence, and some to spare on a busy machine, milliseconds. */
const STALE = 45_000;

const test = base.extend<object, { televisions: OldBrowser[] }>({
	televisions: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const started: OldBrowser[] = [];
			// One after the other: each is fetched when it is needed first.
			for (const build of builds) started.push(await startOldBrowser(build));
			await use(started);
			await Promise.all(started.map((browser) => browser.close()));
		},
		// With the time to fetch 170 MB.
		{ scope: 'worker', timeout: 600_000 }
	]
});

test.skip(!runHere, 'Old builds of Chromium are to be had for Linux on x64 only.');

/** The same with all at once; what fails says in which version. */
async function inEach<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
	const results = await Promise.allSettled(all.map(run));
	const failures = results.flatMap((result) =>
		result.status === 'rejected' ? [(result.reason as Error).message] : []
	);
	expect(failures.join('\n\n')).toBe('');
}

const shows = (text: string) => `document.body.innerText.includes(${JSON.stringify(text)})`;

const atStep = (name: string) =>
	`document.querySelector('[aria-current=step]').innerText.includes('${name}')`;

/** Rows that hold a text each, as they stand on the glass. */
const boxes = (page: OldPage, row: string) =>
	page.evaluate<{ height: number; right: number; bottom: number; overlaps: boolean; text: string }[]>(`
		Array.from(document.querySelectorAll('${row}')).map(function (row) {
			var box = row.getBoundingClientRect();
			var lines = Array.from(row.querySelectorAll('.line')).map(function (line) {
				return Array.from(line.children).map(function (part) { return part.getBoundingClientRect(); });
			});
			return {
				height: box.height, right: box.right, bottom: box.bottom, text: row.innerText,
				overlaps: lines.some(function (parts) {
					return parts.some(function (part, i) { return i > 0 && part.left < parts[i - 1].right - 1; });
				})
			};
		})`);

/** How wide ten noughts are, in em, set at a size in the page's own type. */
const noughts = (page: OldPage, pixels: number) =>
	page.evaluate<number>(`(function () {
		var text = document.body.appendChild(document.createElement('span'));
		text.textContent = '0000000000';
		text.style.cssText = 'position: absolute; font-weight: 650; font-size: ${pixels}px';
		var width = text.getBoundingClientRect().width;
		text.remove();
		return width / ${pixels};
	})()`);

/** How far a row is from one that shares the glass with others of its height evenly, CSS pixels. */
function unevenness(height: number, chrome: number): number {
	const room = television.height - chrome * layOut(glass, television).type;
	return Math.abs(height - room / Math.floor(room / (height - 1)));
}

interface Screens {
	version: number;
	wall: OldPage;
	lounge: OldPage;
	customer: OldPage;
}

const pagesOf = ({ wall, lounge, customer }: Screens) => [wall, lounge, customer];

test('[TV1] wall, lounge and customer page live in televisions’ own browsers, and through a lost server', async ({
	house,
	televisions
}) => {
	test.setTimeout(170_000);
	const { url } = house.server;
	const jobId = await house.receive('豫A7B60S', { promise: Date.now() + 1_800_000, standardHours: 3 });
	const ready = await house.receive('京A12345');
	await house.move(ready, 'ready');
	await house.receive('沪AD06789', {
		vehicle: { plate: '沪AD06789', vin: '', brand: '', model: '秦PLUS DM-i', colour: '时光灰' }
	});
	const ticket = await house.ticket(jobId);
	const paths = {
		wall: await house.screen('wall'),
		lounge: await house.screen('lounge'),
		customer: await house.link(jobId)
	};

	const screens: Screens[] = [];
	await inEach(televisions, async ({ version, page }) => {
		const [wall, lounge, customer] = [await page(television), await page(television), await page(phone)];
		await wall.goto(url + paths.wall);
		await lounge.goto(url + paths.lounge);
		await customer.goto(url + paths.customer + '?lang=zh-CN');
		screens.push({ version, wall, lounge, customer });
	});
	const picture = (name: string) =>
		inEach(screens, async ({ version, ...pages }) => {
			for (const kind of ['wall', 'lounge', 'customer'] as const) {
				await pages[kind].screenshot(test.info().outputPath(`${kind}-${version}-${name}.png`));
			}
		});

	await test.step('painted', () =>
		inEach(screens, async ({ version, wall, lounge, customer }) => {
			await wall.until(shows('7B60S'), 'the plate on the wall');
			await lounge.until(shows(ticket), 'the ticket in the lounge');
			await customer.until(shows('天籁 珠光白'), 'the car on the customer’s page');
			const rows = { wall: await boxes(wall, 'main li'), lounge: await boxes(lounge, 'main .cars li') };
			const name = `Chromium ${version}`;
			expect(rows.wall, name).toHaveLength(3);
			expect(rows.lounge, name).toHaveLength(2);
			for (const [kind, chrome, least] of [
				['wall', WALL_CHROME, 1.5],
				['lounge', LOUNGE_CHROME, 2.1]
			] as const) {
				for (const row of rows[kind]) {
					expect(row.height, `${name}, ${kind}`).toBeGreaterThan(least * layOut(glass, television).type - 1);
					expect(unevenness(row.height, chrome), `${name}, ${kind}`).toBeLessThan(2);
					expect(row.right, `${name}, ${kind}`).toBeLessThanOrEqual(television.width + 8);
					expect(row.overlaps, `${name}, ${kind}: ${row.text}`).toBe(false);
				}
			}
			for (const step of await boxes(customer, 'ol li')) {
				expect(step.height, name).toBeGreaterThanOrEqual(42);
				expect(step.right, name).toBeLessThan(phone.width);
			}
			expect(await customer.evaluate('document.documentElement.scrollWidth'), name).toBe(phone.width);
			// Chromium 68 to 76 set every size of a variable font as wide as one of them. [TV4]
			expect(Math.abs((await noughts(wall, 16)) - (await noughts(wall, 64))), name).toBeLessThan(0.4);
		}));
	await picture('live');

	await test.step('live, without a reload', async () => {
		await inEach(screens.flatMap(pagesOf), (page) => page.evaluate('void (self.sameAsBefore = true)'));
		await house.move(jobId, 'repair');
		const other = await house.receive('豫C5K118');
		const otherTicket = await house.ticket(other);
		await inEach(screens, async ({ wall, lounge, customer }) => {
			await wall.until(shows('5K118'), 'a new car on the wall');
			await lounge.until(shows(otherTicket), 'a new ticket in the lounge');
			await customer.until(atStep('维修中'), 'the next step on the customer’s page');
		});
	});

	await test.step('through a lost server', async () => {
		await house.server.kill();
		await inEach(screens, async ({ wall, lounge, customer }) => {
			await wall.until(`document.querySelector('[role=alert]')`, 'the wall’s mark of what is old', STALE);
			await lounge.until(`document.querySelector('.stale[role=status]')`, 'the lounge’s mark', STALE);
			await customer.until(`document.querySelector('.stale[role=status]')`, 'the customer’s mark', STALE);
			const times = await lounge.evaluate<string[]>(
				`Array.from(document.querySelectorAll('.cars li')).map(function (row) { return row.innerText; })`
			);
			expect(times.join()).not.toMatch(/\d\d:\d\d/);
		});
		await picture('stale');
		const meanwhile = await house.receive('豫D3M072');
		const meanwhileTicket = await house.ticket(meanwhile);
		await house.move(jobId, 'inspection');
		await house.server.start();
		await inEach(screens, async ({ wall, lounge, customer }) => {
			await wall.until(
				`!document.querySelector('[role=alert]') && ${shows('3M072')}`,
				'the wall healed',
				STALE
			);
			const healed = `!document.querySelector('.stale[role=status]')`;
			await lounge.until(`${healed} && ${shows(meanwhileTicket)}`, 'the lounge healed', STALE);
			await customer.until(`${healed} && ${atStep('质量检查')}`, 'the customer’s page healed', STALE);
		});
	});

	await inEach(screens.flatMap(pagesOf), async (page) => {
		expect(page.errors).toEqual([]);
		expect(await page.evaluate('self.sameAsBefore')).toBe(true);
		await page.close();
	});
});

test('[TV1] [SCR2] televisions’ own browsers are paired by the code they show', async ({
	house,
	televisions
}) => {
	const { db } = house.database;
	await house.receive('豫A7B60S', { promise: Date.now() + 1_800_000, standardHours: 3 });
	await house.receive('京A12345');
	await inEach(televisions, async ({ version, page }) => {
		const name = `television ${version}`;
		const screen = await page(television);
		const picture = (what: string) => screen.screenshot(test.info().outputPath(`${what}-${version}.png`));
		// What other tests opened in this browser is not this television.
		await screen.send('Network.clearBrowserCookies');
		await screen.goto(`${house.server.url}/tv`);
		const shown = `document.querySelector('[data-testid=code]')`;
		await screen.until(`${shown} && ${shown}.getBoundingClientRect().width > 500`, 'a code');
		await picture('pairing');
		const code = (await screen.evaluate<string>(`${shown}.textContent`)).replace(/\D/g, '');
		const draft = { ...usualSettings, name, layout: 'stage' as const };
		expect(
			await pair(db, house.workshop.id, operator, code, { screen: draft }, Date.now()),
			name
		).not.toBeNull();
		await screen.until(`location.pathname.indexOf('/display/') === 0 && ${shows('7B60S')}`, 'the wall');
		await screen.until(shows('京A'), 'all cars');
		await picture('by-stage');
		await screen.goto(house.server.url + (await house.screen('wall', { layout: 'technician' })));
		await screen.until(shows('7B60S'), 'the wall by technician');
		await picture('by-technician');
		expect(screen.errors, name).toEqual([]);
		await screen.close();
	});
});

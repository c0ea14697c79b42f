import { type Browser, expect, type Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from '../../scripts/demo/chance.ts';
import { operator } from '../../src/lib/audit/record.server.ts';
import { openDatabase } from '../../src/lib/database/database.ts';
import { CONNECT_TIMEOUT, DEAD_AFTER, PING_EVERY } from '../../src/lib/sync/reconnect.ts';
import { addStation, pairStation } from '../../src/lib/stations/stations.server.ts';
import { type DebianPostgres, startDebianPostgres } from '../debian-postgres.ts';
import { Link } from '../faults/link.ts';
import { builds, runHere } from '../old-browsers/builds.ts';
import { type OldBrowser, startBrowser, startOldBrowser } from '../old-browsers/old-browser.ts';
import { startServer } from '../server.ts';
import { furnish, type House, test as base } from './house.ts';

const television = { width: 1920, height: 1080 };
const phone = { width: 390, height: 844 };

/** With a database that can be stopped, and the oldest browser that screens run in. */
const test = base.extend<object, { postgres: DebianPostgres; house: House; oldBrowser: OldBrowser | null }>({
	oldBrowser: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const browser = runHere ? await startOldBrowser(builds[0]!) : null;
			await use(browser);
			await browser?.close();
		},
		// With the time to fetch it.
		{ scope: 'worker', timeout: 600_000 }
	],
	postgres: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const postgres = await startDebianPostgres();
			await use(postgres);
			await postgres.remove();
		},
		{ scope: 'worker', timeout: 90_000 }
	],
	house: [
		async ({ postgres }, use) => {
			const env = { DATABASE_URL: await postgres.database('kanche') };
			const server = await startServer({ env });
			const options = { dataDir: server.dataDir, databaseUrl: env.DATABASE_URL };
			const database = await openDatabase(options, { max: 2 });
			try {
				await use(await furnish(server, database));
			} finally {
				await database.close();
				await server.remove();
			}
		},
		{ scope: 'worker', timeout: 90_000 }
	]
});

/** The promise is 5 s; the rest is for a machine that others use too, milliseconds. */
const SOON = 8_000;

/** For a page to be asked for again, and loaded, milliseconds. */
const PATIENT = 90_000;

const chance = chanceFrom(1);

async function tablet(browser: Browser, { database: { db }, workshop, server }: House): Promise<Page> {
	const { token } = await addStation(
		db,
		workshop.id,
		operator,
		{ name: '1 号平板', idleMinutes: 5 },
		Date.now()
	);
	const { cookie } = (await pairStation(db, token, null, Date.now()))!;
	const context = await browser.newContext({ baseURL: server.url, locale: 'zh-CN' });
	await context.addCookies([{ name: cookie.name, value: cookie.value, url: server.url }]);
	return context.newPage();
}

test('[SYNC11] [SYNC18] screens on a dead connection are current within 5 s of the way being open', async ({
	browser,
	house
}) => {
	test.setTimeout(240_000);
	const link = await Link.open(() => [{ host: '127.0.0.1', port: house.server.port }]);
	const through = `http://localhost:${link.port}`;
	const jobId = await house.receive('豫A7B60S');
	const staff = await house.staff(browser, 'en');
	const open = async (path: string) => {
		const page = await staff.newPage();
		await page.goto(through + path);
		return page;
	};
	const board = await open(`/w/${house.slug}/board`);
	const wall = await open(await house.screen('wall'));
	const customer = await open(await house.link(jobId));
	await expect(board.locator(`[data-job="${jobId}"]`)).toBeVisible();
	await expect(customer.locator('footer')).toContainText(/live/i);
	// Connected, and pinged once.
	await sleep(PING_EVERY + 1_000);

	link.halfOpen(chance);
	const other = await house.receive('豫A0F528');
	await house.move(jobId, 'repair');
	await sleep(DEAD_AFTER + CONNECT_TIMEOUT + 2_000);
	await expect(board.locator(`[data-job="${other}"]`)).toHaveCount(0);
	link.reopen();
	await Promise.all([
		expect(board.locator(`[data-job="${other}"]`)).toBeVisible({ timeout: SOON }),
		expect(wall.getByRole('listitem').filter({ hasText: '0F528' })).toBeVisible({ timeout: SOON }),
		expect(customer.locator('[aria-current=step]')).toContainText('In repair', { timeout: SOON })
	]);

	// The network says that it is back: nobody waits for the silence to last.
	link.halfOpen(chance);
	link.reopen();
	const third = await house.receive('豫A3M072');
	await board.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(board.locator(`[data-job="${third}"]`)).toBeVisible({ timeout: 3_000 });
	// And so it is when the browser brings a page back from its memory.
	link.halfOpen(chance);
	link.reopen();
	const fourth = await house.receive('豫A5N02C');
	await board.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
	await expect(board.locator(`[data-job="${fourth}"]`)).toBeVisible({ timeout: 3_000 });
	await staff.close();
	await link.close();
});

test('[SYNC18] a page that was frozen in the background, or left and come back to, is current', async ({
	house
}) => {
	test.setTimeout(240_000);
	const link = await Link.open(() => [{ host: '127.0.0.1', port: house.server.port }]);
	const { launchOptions } = test.info().project.use;
	const browser = await startBrowser(launchOptions!.executablePath!, 0, ['--headless=new']);
	const page = await browser.page(phone);
	const jobId = await house.receive('豫A7B60S');
	const isAt = (step: string) =>
		`document.querySelector('[aria-current=step]').innerText.includes('${step}')`;
	await page.goto(`http://localhost:${link.port}${await house.link(jobId)}?lang=zh-CN`);
	await page.until(`document.querySelector('footer .live')`, 'live');

	await page.send('Page.setWebLifecycleState', { state: 'frozen' });
	link.halfOpen(chance);
	await house.move(jobId, 'repair');
	await sleep(DEAD_AFTER + 2_000);
	link.reopen();
	await page.send('Page.setWebLifecycleState', { state: 'active' });
	await page.until(isAt('维修中'), 'current after it was frozen', SOON);

	await page.close();

	const other = await browser.page(phone);
	await other.goto(`${house.server.url}${await house.link(jobId)}?lang=zh-CN`);
	await other.until(`document.querySelector('footer .live')`, 'live');
	await other.send('Page.navigate', { url: `${house.server.url}/healthz` });
	await other.until(`location.pathname === '/healthz'`, 'left');
	await house.move(jobId, 'inspection');
	const { currentIndex, entries } = (await other.send('Page.getNavigationHistory')) as {
		currentIndex: number;
		entries: { id: number }[];
	};
	await other.send('Page.navigateToHistoryEntry', { entryId: entries[currentIndex - 1]!.id });
	await other.until(isAt('质量检查'), 'current after going back', SOON);
	await other.close();
	await browser.close();
	await link.close();
});

test('[AWAY1] pages opened while the database is away come up by themselves', async ({
	browser,
	house,
	postgres,
	oldBrowser
}) => {
	test.setTimeout(400_000);
	const jobId = await house.receive('豫A7B60S');
	const ticket = await house.ticket(jobId);
	const staff = await house.staff(browser, 'en');
	const guests = await browser.newContext({ baseURL: house.server.url, locale: 'en' });
	const wall = await house.screen('wall');
	const lounge = await house.screen('lounge');
	const link = await house.link(jobId);
	const shows: [page: Page, path: string, text: string][] = [
		[await guests.newPage(), '/tv', 'Kanche'],
		[await tablet(browser, house), '/station', '1 号平板'],
		[await guests.newPage(), link, '天籁 珠光白'],
		[await guests.newPage(), wall, '7B60S'],
		[await guests.newPage(), lounge, ticket],
		[await staff.newPage(), `/w/${house.slug}/board`, '7B60S']
	];
	const old: [path: string, shown: string][] = [
		['/tv', `document.querySelector('[data-testid=code]')`],
		[wall, `document.body.innerText.includes('7B60S')`],
		[link, `document.body.innerText.includes('天籁 珠光白')`]
	];

	await postgres.stop();
	for (const [page, path] of shows) {
		const answer = await page.goto(house.server.url + path);
		expect(answer!.status(), path).toBe(500);
		await page.screenshot({
			path: test.info().outputPath(`away${path.replaceAll('/', '-').slice(0, 20)}.png`)
		});
	}
	const oldPages = await Promise.all(
		(oldBrowser ? old : []).map(async ([path]) => {
			const page = await oldBrowser!.page(television);
			await page.goto(house.server.url + path);
			await page.screenshot(test.info().outputPath(`away-68${path.replaceAll('/', '-').slice(0, 20)}.png`));
			return page;
		})
	);
	await sleep(8_000);

	await postgres.start();
	for (const [page, path, text] of shows) {
		await expect(page.locator('body'), path).toContainText(text, { timeout: PATIENT });
	}
	await expect(shows[0]![0].getByTestId('code')).toBeVisible();
	for (const [at, page] of oldPages.entries()) {
		await page.until(old[at]![1], old[at]![0], PATIENT);
		expect(page.errors).toEqual([]);
		await page.close();
	}
	await shows[1]![0].context().close();
	await guests.close();
	await staff.close();
});

test('[AWAY3] a page whose scripts do not come says so, and is loaded again', async ({ page, house }) => {
	await house.receive('豫A7B60S');
	await page.clock.install();
	await page.route(/_app/, (route) => route.abort());
	await page.goto(house.server.url + (await house.screen('wall')));
	await page.clock.fastForward(61_000);
	await expect(page.getByRole('alert')).toContainText('Not live, trying again');
	await page.unroute(/_app/);
	await page.clock.fastForward(5_000);
	await expect(page.locator('html[data-running]')).toBeVisible({ timeout: 30_000 });
	await expect(page.getByRole('alert')).toHaveCount(0);
});

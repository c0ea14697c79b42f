import { expect, type Browser, type Page } from '@playwright/test';
import { usualSettings } from '../../src/lib/model/screen.ts';
import { makeScreen } from '../../src/lib/screens/screens.server.ts';
import { connect } from '../../src/lib/database/database.ts';
import { port, prepareCluster } from '../../src/lib/database/postmaster.ts';
import { faults } from './axe.ts';
import { type House, test } from './house.ts';
import { HOUR } from '../../src/lib/model/moments.ts';

/** The mark of 30 s of silence, and some to spare on a busy machine. */
const SILENT = { timeout: 50_000 };

interface Marked {
	marker?: boolean;
}
const mark = (page: Page) => page.evaluate(() => void ((window as Marked).marker = true));
const isMarked = (page: Page) => page.evaluate(() => (window as Marked).marker === true);

const television = (browser: Browser, house: House, storageState?: { cookies: []; origins: [] }) =>
	browser.newContext({
		...{ baseURL: house.server.url, locale: 'en', viewport: { width: 1920, height: 1080 }, storageState }
	});

test('[SCR1] [SCR2] [SCR4] [SCR6] a television is paired by its code, set up from a desk, and revoked', async ({
	browser,
	house
}) => {
	test.setTimeout(150_000);
	const jobId = await house.receive('豫A7B60S');
	// Of a television that is switched off right away the desk hears at the end.
	const off = await television(browser, house);
	const closed = await off.newPage();
	const draft = { ...usualSettings, name: 'Switched off' };
	const { id, token } = await makeScreen(house.database.db, house.workshop.id, draft, Date.now());
	await closed.goto(`/display/${token}`);
	const heard = () => house.database.sql`select from screens where id = ${id} and heard_at is not null`;
	await expect.poll(async () => (await heard()).length, { timeout: 15_000 }).toBe(1);
	await off.close();

	let room = await television(browser, house);
	let tv = await room.newPage();
	await tv.goto('/tv');
	const code = await tv.getByTestId('code').innerText();
	expect(code).toMatch(/^\d{4} \d{4}$/);

	const staff = await house.staff(browser, 'en');
	const desk = await staff.newPage();
	desk.setDefaultTimeout(15_000);
	await test.step('a wrong code is said beside it, and nothing typed is lost', async () => {
		await desk.goto(`/w/${house.slug}/screens/pair`);
		const field = desk.getByLabel('Code on the television');
		await field.fill(code === '0000 0000' ? '0000 0001' : '0000 0000');
		await desk.getByLabel('Name').fill('East wall');
		await desk.getByLabel('Size of the screen (inches)').fill('65');
		await desk.getByRole('button', { name: 'Pair' }).click();
		await expect(desk.getByText('No television shows this code')).toBeVisible();
		await expect(field).toHaveAttribute('aria-invalid', 'true');
		await expect(desk.getByLabel('Name')).toHaveValue('East wall');
		await expect(desk.getByLabel('Size of the screen (inches)')).toHaveValue('65');
		await expect(tv.getByTestId('code')).toHaveText(code);
	});

	await test.step('by the right one the wall starts', async () => {
		await desk.getByLabel('Code on the television').fill(code);
		await desk.getByRole('button', { name: 'Pair' }).click();
		await expect(desk.getByText('“East wall” is paired')).toBeVisible();
		await expect(tv.getByRole('listitem').filter({ hasText: '7B60S' })).toBeVisible({ timeout: 10_000 });
		await expect(tv.locator('html')).toHaveAttribute('lang', 'zh-CN');
	});

	const card = (name: string) => desk.getByRole('listitem').filter({ hasText: name });
	const settings = async (name: string) => {
		await card(name).getByRole('link', { name: 'Set up' }).click();
		await expect(desk.getByRole('heading', { name, exact: true })).toBeVisible();
	};
	await test.step('[SCR5] and tells the desk how it is', async () => {
		await expect(card('East wall').getByText('1920 × 1080')).toBeVisible({ timeout: 20_000 });
		await expect(card('East wall').locator('.health')).toContainText('Well');
	});

	await test.step('set up in another language it follows without a reload', async () => {
		await mark(tv);
		await settings('East wall');
		await desk.getByLabel('Name').fill('Sofa');
		await desk.getByRole('combobox', { name: 'Language' }).selectOption('zh-TW');
		await desk.getByRole('button', { name: 'Save' }).click();
		await expect(desk.getByText('Saved. The screen follows at once.')).toBeVisible();
		await expect(tv.locator('html')).toHaveAttribute('lang', 'zh-TW');
		await expect(tv.locator('header')).toContainText('在廠');
		expect(await isMarked(tv)).toBe(true);
	});

	await test.step('set up as a lounge it becomes one', async () => {
		await desk.locator('label').filter({ hasText: 'Customer lounge' }).click();
		await desk.getByRole('button', { name: 'Save' }).click();
		await expect(tv.locator('.lounge')).toContainText(await house.ticket(jobId));
		await expect(tv.locator('body')).not.toContainText('7B60S');
		// Live as that: the next car comes by the lounge's own feed.
		const next = await house.ticket(await house.receive('豫A8C71T'));
		await expect(tv.locator('.lounge')).toContainText(next);
		await mark(tv);
	});

	await test.step('a reload asked for at the desk comes once', async () => {
		let loads = 0;
		tv.on('load', () => loads++);
		await desk.goto(`/w/${house.slug}/screens`);
		await card('Sofa').getByRole('button', { name: 'Reload' }).click();
		await expect(card('Sofa').getByText('reload asked at')).toBeVisible();
		await expect.poll(() => loads, { timeout: 10_000 }).toBe(1);
		expect(await isMarked(tv)).toBe(false);
		await expect(tv.locator('.lounge')).toBeVisible();
		// Past the next turn of pages.
		await tv.waitForTimeout(9_000);
		expect(loads).toBe(1);
	});

	await test.step('switched off and on it goes on from the same address', async () => {
		const kept = await room.storageState();
		await room.close();
		room = await television(browser, house, kept as never);
		tv = await room.newPage();
		await tv.goto('/tv');
		await expect(tv).toHaveURL(/\/display\/[\w-]{43}\/lounge$/);
		await expect(tv.locator('.lounge')).toBeVisible();
	});

	await test.step('revoked it goes dark at once', async () => {
		await settings('Sofa');
		await desk.getByText('Revoke', { exact: true }).click();
		await desk.getByRole('button', { name: 'Yes, revoke' }).click();
		await expect(tv.getByRole('heading', { name: '此畫面無法使用' })).toBeVisible({ timeout: 3_000 });
		await expect(tv.locator('.lounge')).toHaveCount(0);
		expect(await faults(tv)).toEqual([]);
		await expect(card('Sofa')).toHaveCount(0);
	});

	await test.step('[SCR5] of the one that is off it says so', async () => {
		await expect(card('Switched off').getByText('Silent since')).toBeVisible(SILENT);
		await expect(desk.getByText(/need attention/)).toBeVisible();
	});

	await test.step('and the revoked one shows a new code', async () => {
		await expect(tv.getByTestId('code')).toBeVisible({ timeout: 30_000 });
		expect(await tv.getByTestId('code').innerText()).not.toBe(code);
		expect(await tv.evaluate(() => localStorage.getItem('kanche.board'))).toBeNull();
	});
	await room.close();
	await staff.close();
});

test('[DISP6] [DISP12] [DISP11] an unattended screen: an old page, a ready car, a lost database', async ({
	browser,
	house
}) => {
	test.setTimeout(150_000);
	const [wall, lounge] = [await house.screen('wall', { language: 'en' }), await house.screen('lounge')];
	const before = await house.receive('豫A1K52B');
	await house.move(before, 'ready');
	const jobId = await house.receive('豫A7B60S');
	const guests = await television(browser, house);

	const old = await guests.newPage();
	let loads = 0;
	old.on('load', () => loads++);

	/** Its server is always of another build than the page, as where a cache in between keeps the old one. */
	async function openOld(): Promise<void> {
		await old.routeWebSocket(/socket\.io/, (page) => {
			const server = page.connectToServer();
			server.onMessage((message) => page.send(String(message).replace(/"build":"[^"]*"/, '"build":"newer"')));
		});
		await old.goto(wall);
	}

	async function callOut(): Promise<void> {
		const page = await guests.newPage();
		await page.addInitScript(() => {
			const calls: string[] = [];
			Object.assign(window, { calls });
			new MutationObserver((records) => {
				for (const { addedNodes } of records) {
					for (const node of addedNodes) {
						if (node instanceof HTMLElement && node.matches('.call')) {
							calls.push(node.querySelector('.ticket')!.textContent!);
						}
					}
				}
			}).observe(document, { childList: true, subtree: true });
		});
		const calls = () => page.evaluate(() => (window as unknown as { calls: string[] }).calls);
		await page.goto(lounge);
		const [ready, next] = [await house.ticket(before), await house.ticket(jobId)];
		await expect(page.locator('.lounge')).toContainText(next);
		// Live, and nobody is called who was ready before.
		await expect.poll(() => page.evaluate(() => localStorage.getItem('kanche.board'))).not.toBeNull();
		await expect(page.locator('.lounge')).toContainText(ready);
		await expect(page.locator('.call')).toHaveCount(0);
		await house.move(jobId, 'ready');
		await expect(page.locator('.call .ticket')).toHaveText(next, { timeout: 4_000 });
		const from = Date.now();
		await expect(page.locator('.call')).toHaveCount(0, { timeout: 20_000 });
		expect(Date.now() - from).toBeGreaterThan(9_000);
		await page.waitForTimeout(2_500);
		expect(await calls()).toEqual([next]);
		await page.reload();
		await expect(page.locator('.lounge')).toContainText(next);
		await page.waitForTimeout(2_500);
		expect(await calls()).toEqual([]);
		await page.close();
	}

	await openOld();
	await Promise.all([callOut(), expect.poll(() => loads, { timeout: 60_000, intervals: [250] }).toBe(4)]);

	const page = await guests.newPage();
	await page.goto(wall);
	const row = (page: Page) => page.getByRole('listitem').filter({ hasText: '7B60S' });
	await expect(row(page)).toBeVisible();
	const kept = () => page.evaluate(() => localStorage.getItem('kanche.board'));
	await expect.poll(async () => (await kept())?.includes('7B60S')).toBe(true);
	const cluster = await prepareCluster(house.server.dataDir);
	const { sql } = connect({ host: cluster.socket, port, user: 'postgres', database: 'postgres' }, 1);
	try {
		await sql`alter database kanche with allow_connections false`;
		await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'kanche'`;
		// Two hours ago, so that its time is not that of now. A last word from the server would write it over.
		await page.waitForTimeout(1_000);
		const heardAt = await page.evaluate(() => {
			const board = JSON.parse(localStorage.getItem('kanche.board')!) as { heardAt: number; now: number };
			board.heardAt = board.now -= 2 * 3_600_000;
			localStorage.setItem('kanche.board', JSON.stringify(board));
			return board.heardAt;
		});
		expect((await page.reload())!.status()).toBe(500);
		const time = new Date(heardAt + 8 * HOUR).toISOString().slice(11, 16);
		await expect(page.getByText(`NOT LIVE since ${time}`)).toBeVisible();
		await expect(row(page)).toBeVisible();
		expect(await faults(page)).toEqual([]);
		await page.screenshot({ path: test.info().outputPath('kept.png') });
	} finally {
		await sql`alter database kanche with allow_connections true`;
		await sql.end();
	}
	await expect(page.getByText('NOT LIVE')).toHaveCount(0, { timeout: 30_000 });
	await expect(row(page)).toBeVisible();
	// More than a turn of pages after its last reload: it has had its three.
	expect(loads).toBe(4);
	await guests.close();
});

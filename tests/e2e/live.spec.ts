import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './house.ts';

const card = (page: Page, jobId: string): Locator => page.locator(`[data-job="${jobId}"]`);
const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** As a hand does it: press, travel in steps, let go. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
	await from.hover();
	await page.mouse.down();
	const target = (await to.boundingBox())!;
	await page.mouse.move(target.x + target.width / 2, target.y + 120, { steps: 12 });
	await page.waitForTimeout(200);
	await page.mouse.up();
}

test('[SYNC2] a foreman drags; wall, lounge and customer page follow, each in another language', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	const ticket = await house.ticket(jobId);
	const staff = await house.staff(browser, 'zh-CN');
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);
	const open = async (path: string, locale: string) => {
		const context = await browser.newContext({ baseURL: house.server.url, locale });
		const page = await context.newPage();
		await page.goto(path);
		return page;
	};
	const wall = await open(await house.screen('wall', { language: 'zh-CN' }), 'en');
	const lounge = await open(await house.screen('lounge', { language: 'en' }), 'zh-CN');
	const progress = await open(await house.link(jobId), 'zh-TW');

	await expect(wall.locator('html')).toHaveAttribute('lang', 'zh-CN');
	await expect(lounge.locator('html')).toHaveAttribute('lang', 'en');
	await expect(progress.locator('html')).toHaveAttribute('lang', 'zh-TW');
	await expect(wall.getByRole('listitem').filter({ hasText: '9X770' })).toContainText('接车预检');
	await expect(lounge.getByRole('listitem').filter({ hasText: ticket })).toContainText('Received');

	await drag(board, card(board, jobId), column(board, '机修'));

	await expect(column(board, '机修').locator(`[data-job="${jobId}"]`)).toBeVisible();
	await expect(wall.getByRole('listitem').filter({ hasText: '9X770' })).toContainText('机修');
	await expect(lounge.getByRole('listitem').filter({ hasText: ticket })).toContainText('In repair');
	await expect(progress.getByRole('listitem').filter({ hasText: '維修中' })).toBeVisible();

	// And back by the toast's button.
	await board.getByRole('status').getByRole('button', { name: '撤销' }).click();
	await expect(column(board, '接车预检').locator(`[data-job="${jobId}"]`)).toBeVisible();
	await expect(wall.getByRole('listitem').filter({ hasText: '9X770' })).toContainText('接车预检');
	for (const page of [wall, lounge, progress]) await page.context().close();
	await staff.close();
});

test('[CMD5] of two foremen the second is told who was first, and the card stands where it is', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A5N02C');
	const first = await house.staff(browser, 'zh-CN');
	const second = await house.staff(browser, 'en');
	const here = await first.newPage();
	const there = await second.newPage();
	// The second one's screen hears nothing new until its own move is on the way.
	let deaf = false;
	const held: (string | Buffer)[] = [];
	let release = () => {};
	await there.routeWebSocket(/socket\.io/, (socket) => {
		const server = socket.connectToServer();
		server.onMessage((message) => {
			if (deaf) held.push(message);
			else socket.send(message);
		});
		release = () => {
			deaf = false;
			for (const message of held.splice(0)) socket.send(message);
		};
	});
	await here.goto(`/w/${house.slug}/board`);
	await there.goto(`/w/${house.slug}/board`);
	await expect(card(there, jobId)).toBeVisible();
	await there.waitForTimeout(1500);
	deaf = true;

	await drag(here, card(here, jobId), column(here, '诊断'));
	await expect(column(here, '诊断').locator(`[data-job="${jobId}"]`)).toBeVisible();
	await here.waitForTimeout(300);
	await drag(there, card(there, jobId), column(there, '洗车'));
	await expect(column(there, '洗车').locator(`[data-job="${jobId}"]`)).toBeVisible();
	await there.waitForTimeout(300);
	release();

	await expect(there.getByRole('status')).toContainText('郑国强 changed this job first');
	await expect(column(there, '诊断').locator(`[data-job="${jobId}"]`)).toBeVisible();
	await expect(column(here, '诊断').locator(`[data-job="${jobId}"]`)).toBeVisible();
	await first.close();
	await second.close();
});

test('a card moves by the menu and by the keyboard alone', async ({ browser, house }) => {
	const jobId = await house.receive('豫KD09445');
	const staff = await house.staff(browser, 'en');
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);

	// A key pressed before the page is alive does nothing.
	await expect(async () => {
		await card(board, jobId).getByRole('button').first().focus();
		await board.keyboard.press('Enter');
		await expect(board.getByRole('menu')).toBeVisible({ timeout: 500 });
	}).toPass({ timeout: 15_000 });
	await board.getByRole('menuitem', { name: 'Move to 待派工' }).press('Enter');
	await expect(column(board, '待派工').locator(`[data-job="${jobId}"]`)).toBeVisible();

	await card(board, jobId).focus();
	await board.keyboard.press('Space');
	await board.keyboard.press('Tab');
	await board.keyboard.press('Space');
	await expect(column(board, '待派工').locator(`[data-job="${jobId}"]`)).toHaveCount(0);
	await staff.close();
});

test('[LINK2] the customer reads the page without JavaScript, and a revoked link opens nothing', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A8Q311');
	const path = await house.link(jobId);
	const context = await browser.newContext({
		...{ baseURL: house.server.url, locale: 'en', javaScriptEnabled: false },
		viewport: { width: 390, height: 844 }
	});
	const page = await context.newPage();
	await page.goto(path);
	await expect(page.getByText('一号车间')).toBeVisible();
	await expect(page.getByRole('listitem').filter({ hasText: 'Received' })).toBeVisible();
	await expect(page.locator('body')).not.toContainText('8Q311');
	await expect(page.locator('body')).not.toContainText('胡勇');

	await house.database.sql`update links set revoked_at = now() where job_id = ${jobId}`;
	const revoked = await page.goto(path);
	const unknown = await page.request.get(`/p/${'x'.repeat(43)}`);
	expect(revoked!.status()).toBe(404);
	expect(unknown.status()).toBe(404);
	await context.close();
});

test('[MOVE8] a long column draws its cards as it is scrolled, and a card dropped at their end stands there', async ({
	browser,
	house
}) => {
	const jobs: string[] = [];
	for (let index = 0; index < 90; index++) jobs.push(await house.receive(`豫A${10_000 + index}`));
	const staff = await house.staff(browser, 'zh-CN');
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);
	const long = column(board, '接车预检');
	await expect(long.getByRole('heading')).toContainText('90');
	await expect(long.locator('[data-job]')).toHaveCount(40);

	// By keyboard, below the last card that is drawn: it stands before those that are not.
	const [first, last, below] = [jobs[0]!, jobs[39]!, jobs[40]!];
	// A key pressed before the page is alive does nothing.
	await expect(async () => {
		await card(board, first).getByRole('button').click();
		await expect(board.getByRole('menu')).toBeVisible({ timeout: 500 });
	}).toPass({ timeout: 15_000 });
	await board.keyboard.press('Escape');
	await expect(board.getByRole('menu')).toHaveCount(0);
	await card(board, first).focus();
	await board.keyboard.press('Space');
	for (let step = 0; step < 39; step++) await board.keyboard.press('ArrowDown');
	await board.keyboard.press('Space');
	const places = async () => {
		const rows = await house.database.sql<{ id: string }[]>`
			select id from jobs where status = 'open' order by position collate "C"`;
		return rows.map(({ id }) => id);
	};
	await expect.poll(async () => (await places()).indexOf(first)).toBe(39);
	const order = await places();
	expect([order[38], order[39], order[40]]).toEqual([last, first, below]);

	for (let page = 0; page < 10; page++)
		await long.getByRole('list').evaluate((list) => list.scrollBy(0, 3_000));
	await expect(long.locator('[data-job]')).toHaveCount(90);
	await card(board, jobs[89]!).getByRole('button').click();
	await expect(board.getByRole('menu')).toBeVisible();
	await staff.close();
});

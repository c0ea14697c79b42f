import { expect, type Page } from '@playwright/test';
import { test } from './house.ts';

/** The mark of 30 s of silence, and some to spare on a busy machine. */
const STALE = { timeout: 45_000 };

test('[SYNC8] a killed server: every screen says so, and heals by itself', async ({ browser, house }) => {
	test.setTimeout(150_000);
	const jobId = await house.receive('豫A7B60S');
	const staff = await house.staff(browser, 'en');
	const guests = await browser.newContext({ baseURL: house.server.url, locale: 'en' });
	const open = async (path: string): Promise<Page> => {
		const page = await guests.newPage();
		await page.goto(path);
		return page;
	};
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);
	const wall = await open(await house.screen('wall', { language: 'en' }));
	const lounge = await open(await house.screen('lounge', { language: 'en' }));
	const progress = await open(await house.link(jobId));
	await expect(board.locator(`[data-job="${jobId}"]`)).toBeVisible();
	const time = /\d\d:\d\d/;
	const line = lounge.getByRole('listitem').filter({ hasText: await house.ticket(jobId) });
	await expect(line).toContainText(time);

	await house.server.kill();

	await expect(board.getByText(/last heard at/i)).toBeVisible({ timeout: 28_000 });
	await expect(board.getByText(/not live since/i)).toBeVisible(STALE);
	await expect(wall.getByText(/not live since/i)).toBeVisible(STALE);
	await expect(line).not.toContainText(time, STALE);
	await expect(progress.locator('body')).toContainText(/not live/i, STALE);

	await house.server.start();
	const [{ version } = { version: 0 }] = await house.database.sql<{ version: number }[]>`
		select version from jobs where id = ${jobId}`;
	expect(version).toBe(1);
	await expect(board.getByText(/not live/i)).toHaveCount(0, STALE);
	await expect(wall.getByText(/not live/i)).toHaveCount(0, STALE);
	await expect(line).toContainText(time, STALE);
	await expect(progress.locator('body')).not.toContainText(/not live/i, STALE);

	// Live again: what is done now shows.
	const other = await house.receive('豫A0F528');
	await expect(board.locator(`[data-job="${other}"]`)).toBeVisible();
	await expect(wall.getByRole('listitem').filter({ hasText: '0F528' })).toBeVisible({ timeout: 60_000 });
	await staff.close();
	await guests.close();
});

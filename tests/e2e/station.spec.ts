import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { type House, test } from './house.ts';
import { MINUTE } from '../../src/lib/model/moments.ts';

const card = (page: Page, jobId: string) => page.locator(`[data-job="${jobId}"]`);

/** A tablet on the floor, lying down. */
const tablet = (browser: Browser, { server }: House): Promise<BrowserContext> =>
	browser.newContext({
		...{ baseURL: server.url, locale: 'en', hasTouch: true, viewport: { width: 1280, height: 800 } }
	});

/** At the owner's desk: adds a shared tablet and gives the technician a PIN. */
async function prepare(browser: Browser, { staff, slug }: House, name: string) {
	const context = await staff(browser, 'en', 'owner');
	const page = await context.newPage();
	await page.goto(`/w/${slug}/settings/stations`);
	const adding = page.locator('form[action="?/add"]');
	await adding.getByLabel('Name').fill(name);
	await adding.getByRole('button', { name: 'Add and pair' }).click();
	const address = await page.getByRole('textbox', { name: 'Address' }).inputValue();
	expect.soft(await faults(page), 'stations').toEqual([]);
	await page.goto(`/w/${slug}/settings/people`);
	await page.getByText('李磊').click();
	const person = page.getByRole('listitem').filter({ hasText: '李磊' });
	await person.getByRole('button', { name: 'New PIN' }).click();
	const pin = (await person.locator('output').textContent())!;
	await context.close();
	return { path: new URL(address).pathname, pin };
}

async function type(page: Page, pin: string): Promise<void> {
	for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).tap();
	await page.getByRole('button', { name: 'Enter', exact: true }).tap();
}

async function enter(page: Page, pin: string): Promise<void> {
	await page.getByRole('link', { name: '李磊' }).tap();
	await type(page, pin);
	await page.waitForURL('**/board');
}

test('[STA1-STA4] a tablet is paired; a technician enters, moves a card, is signed out idle, and locks', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	const { path, pin } = await prepare(browser, house, 'Bay 1');
	const floor = await tablet(browser, house);
	const page = await floor.newPage();
	await page.goto(path);
	expect.soft(await faults(page), 'pairing').toEqual([]);
	await page.getByRole('button', { name: 'Make it the shared tablet' }).tap();
	await expect(page).toHaveURL(/\/station$/, { timeout: 10_000 });
	expect.soft(await faults(page), 'names').toEqual([]);

	await page.getByRole('link', { name: '李磊' }).tap();
	expect.soft(await faults(page), 'number pad').toEqual([]);
	await type(page, '0000');
	await expect(page.getByText('That PIN is not right. Try again')).toBeVisible();
	await type(page, pin);
	await page.waitForURL('**/board');
	await expect(page.getByText('Bay 1', { exact: true })).toBeVisible();
	await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0);

	await card(page, jobId).getByRole('button').first().tap();
	await page.getByRole('menuitem', { name: '待派工', exact: true }).tap();
	await expect(
		page.getByRole('region', { name: '待派工', exact: true }).locator(`[data-job="${jobId}"]`)
	).toBeVisible();
	const { sql } = house.database;
	// The card is shown there before the server has confirmed it.
	const last = async () =>
		(
			await sql<{ screen: string; name: string }[]>`
				select screen, actor->>'name' as name from events
				where job_id = ${jobId} order by revision desc, ordinal desc limit 1`
		)[0];
	await expect.poll(last).toEqual({ screen: 'station:Bay 1', name: '李磊' });
	expect.soft(await faults(page), 'board at a tablet').toEqual([]);

	// Nobody touches it: the server says so, and the tablet goes to the names by itself.
	await sql`update stations set active_at = now() - interval '1 hour' where name = 'Bay 1'`;
	await expect(page).toHaveURL(/\/station$/, { timeout: 15_000 });
	await expect(page.getByText('9X770')).toHaveCount(0);
	// Nor does the browser's way back lead to it.
	await page.goBack();
	await expect(page.getByRole('heading', { name: '李磊, type your PIN' })).toBeVisible();
	await page.getByRole('link', { name: 'Somebody else' }).tap();

	await enter(page, pin);
	const beside = await floor.newPage();
	await beside.goto(`/w/${house.slug}/board`);
	await expect(card(beside, jobId)).toBeVisible();
	await page.getByRole('button', { name: 'Done, lock' }).tap();
	await expect(page).toHaveURL(/\/station$/, { timeout: 10_000 });
	await expect(beside).toHaveURL(/\/station$/, { timeout: 10_000 });
	await floor.close();
});

test('[STA2] a tablet asks before it locks, above whatever is open; a tap anywhere goes on', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A5N02C');
	const { path, pin } = await prepare(browser, house, 'Bay 2');
	const floor = await tablet(browser, house);
	const page = await floor.newPage();
	await page.clock.install();
	await page.goto(path);
	await page.getByRole('button', { name: 'Make it the shared tablet' }).tap();
	await enter(page, pin);
	await page.goto(`/w/${house.slug}/board?job=${jobId}`);
	await expect(page.getByRole('dialog')).toBeVisible();

	const asks = page.getByText('Still there?');
	await page.clock.fastForward(4 * MINUTE + 30_000);
	await expect(asks).toBeHidden();
	await page.clock.fastForward(15_000);
	await expect(asks).toBeVisible();
	expect.soft(await faults(page), 'countdown').toEqual([]);
	await page.touchscreen.tap(300, 300);
	await expect(asks).toBeHidden();
	// The card that was open still is, and nothing below was tapped.
	await expect(page.getByRole('dialog')).toBeVisible();
	expect(new URL(page.url()).searchParams.get('job')).toBe(jobId);

	await page.clock.fastForward(4 * MINUTE + 45_000);
	await expect(asks).toBeVisible();
	await page.clock.fastForward(16_000);
	await expect(page).toHaveURL(/\/station$/, { timeout: 10_000 });
	const [row] = await house.database.sql<{ person: string | null }[]>`
		select person_id as person from stations where name = 'Bay 2'`;
	expect(row!.person).toBeNull();
	await floor.close();
});

test('[STA2] without a network locking hides everything, and goes on to the names when it is back', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A8Q311');
	const { path, pin } = await prepare(browser, house, 'Bay 3');
	const floor = await tablet(browser, house);
	const page = await floor.newPage();
	await page.goto(path);
	await page.getByRole('button', { name: 'Make it the shared tablet' }).tap();
	await enter(page, pin);
	await expect(card(page, jobId)).toBeVisible();
	await floor.setOffline(true);
	await page.getByRole('button', { name: 'Done, lock' }).tap();
	await expect(page.getByText('Locked', { exact: true })).toBeVisible();
	const covers = await page.evaluate(() => {
		const { innerWidth: width, innerHeight: height } = window;
		const points = [
			[10, 10],
			[width / 2, height / 2],
			[width - 10, height - 10]
		] as const;
		return points.every(([x, y]) => document.elementFromPoint(x, y)?.closest('dialog.over'));
	});
	expect(covers).toBe(true);
	await floor.setOffline(false);
	await expect(page).toHaveURL(/\/station$/, { timeout: 15_000 });
	await floor.close();
});

test('[STA5] one chooses a PIN by the keys or by a keyboard, and enters without JavaScript too', async ({
	browser,
	house
}) => {
	const { path, pin } = await prepare(browser, house, 'Bay 4');
	const floor = await tablet(browser, house);
	const page = await floor.newPage();
	await page.goto(path);
	await page.getByRole('button', { name: 'Make it the shared tablet' }).tap();
	await page.getByRole('link', { name: '李磊' }).tap();
	await expect(page.getByRole('textbox', { name: 'PIN' })).toBeFocused();
	await page.keyboard.type(pin);
	await page.keyboard.press('Enter');
	await page.waitForURL('**/board');

	await page.goto('/station/pin');
	expect.soft(await faults(page), 'another PIN').toEqual([]);
	const save = page.getByRole('button', { name: 'Save' });
	for (const typed of [pin, '640917', '640917']) {
		for (const digit of typed) await page.getByRole('button', { name: digit, exact: true }).tap();
		await save.tap();
	}
	await expect(page.getByRole('status')).toContainText('Your PIN is changed');
	const cookies = await floor.cookies();
	await floor.close();

	const plain = await browser.newContext({
		...{ baseURL: house.server.url, locale: 'en', javaScriptEnabled: false }
	});
	await plain.addCookies(cookies.filter(({ name }) => name === 'kanche.station'));
	const bare = await plain.newPage();
	await bare.goto('/station');
	await bare.getByRole('link', { name: '李磊' }).click();
	await expect(bare.getByRole('button', { name: '7', exact: true })).toBeHidden();
	await bare.locator('input[name=pin]').fill('000000');
	await bare.getByRole('button', { name: 'Enter', exact: true }).click();
	await expect(bare.getByText('That PIN is not right. Try again')).toBeVisible();
	await bare.locator('input[name=pin]').fill('640917');
	await bare.getByRole('button', { name: 'Enter', exact: true }).click();
	await bare.waitForURL('**/board');
	await plain.close();
});

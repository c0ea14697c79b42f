import { expect, type Browser, type Locator, type Page } from '@playwright/test';
import { foreman, type House, test } from './house.ts';

/* Nothing that was typed or done is lost: the board's sheets, forms and parts, and forms elsewhere. */

const card = (page: Page, jobId: string): Locator => page.locator(`[data-job="${jobId}"]`);
const column = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const sheet = (page: Page): Locator => page.getByRole('dialog');
const toast = (page: Page): Locator => page.locator('.toast');

/** A board in English, opened from a blank page, once it answers to keys. */
async function board(browser: Browser, house: House): Promise<Page> {
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	await page.goto('about:blank');
	await page.goto(`/w/${house.slug}/board`);
	await page.locator('html[data-running]').waitFor();
	return page;
}

const form = (page: Page, name: string): Locator => sheet(page).getByRole('button', { name, exact: true });

test('[KEEP1] a double press or Escape twice closes a sheet once, and stays on the board', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	const page = await board(browser, house);
	const here = page.url();
	const isClosed = async () => {
		await expect(sheet(page)).toHaveCount(0);
		await page.waitForTimeout(150);
		expect(page.url()).toBe(here);
		await expect(card(page, jobId)).toBeVisible();
	};
	await card(page, jobId).dblclick();
	await sheet(page).getByRole('button', { name: 'Close' }).dblclick();
	await isClosed();
	await card(page, jobId).click();
	await expect(sheet(page)).toBeVisible();
	await page.mouse.dblclick(300, 500);
	await isClosed();
	await card(page, jobId).click();
	await form(page, 'Revise promise').click();
	await sheet(page).getByLabel('date').focus();
	for (let times = 0; times < 3; times++) await page.keyboard.press('Escape');
	await isClosed();
	await page.context().close();
});

test('[KEEP2] half-typed text outlives Escape, another form, a reload, a link and the back button', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X771');
	const page = await board(browser, house);
	const note = sheet(page).getByRole('textbox', { name: 'Note' });
	await card(page, jobId).click();
	await form(page, 'Add note').click();
	await note.fill('brake fluid');
	await page.keyboard.press('Escape');
	await expect(sheet(page)).toHaveCount(0);
	// A card is opened again where something was typed.
	await card(page, jobId).click();
	await expect(note).toHaveValue('brake fluid');
	await form(page, 'Park').click();
	await sheet(page).getByLabel('Spot').fill('B12');
	await expect(sheet(page).getByTitle('Typed and not sent')).toBeVisible();
	page.on('dialog', (dialog) => void dialog.accept());
	await page.reload();
	await expect(note).toHaveValue('brake fluid');
	await page.goBack();
	await page.getByRole('link', { name: 'Screens' }).click();
	await page.getByRole('link', { name: 'Board', exact: true }).click();
	await card(page, jobId).click();
	await expect(note).toHaveValue('brake fluid');
	await sheet(page).getByRole('button', { name: 'Add note' }).last().click();
	await expect(toast(page)).toContainText('saved');
	await form(page, 'Add note').click();
	await expect(note).toHaveValue('');
	await page.keyboard.press('Escape');

	await page.getByRole('button', { name: 'New job' }).click();
	await sheet(page).getByLabel('Plate').fill('豫A5N02C');
	await page.reload();
	await expect(sheet(page).getByLabel('Plate')).toHaveValue('豫A5N02C');
	await sheet(page).getByRole('button', { name: 'Discard' }).click();
	await expect(sheet(page)).toHaveCount(0);
	await page.context().close();
});

test('[KEEP3] leaving with something typed is asked about', async ({ browser, house }) => {
	const jobId = await house.receive('豫A9X772');
	const page = await board(browser, house);
	await card(page, jobId).click();
	await form(page, 'Add note').click();
	await sheet(page).getByRole('textbox', { name: 'Note' }).fill('x');
	const asked = page.waitForEvent('dialog');
	const closing = page.close({ runBeforeUnload: true });
	const dialog = await asked;
	expect(dialog.type()).toBe('beforeunload');
	await dialog.accept();
	await closing;
	await page.context().close();
});

test('[KEEP4] a form that is refused after it was closed says so, and one more press is enough', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X773');
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	const held: (() => void)[] = [];
	let deaf = false;
	await page.routeWebSocket(/socket\.io/, (socket) => {
		const server = socket.connectToServer();
		server.onMessage((message) => {
			if (deaf) held.push(() => socket.send(message));
			else socket.send(message);
		});
	});
	await page.goto(`/w/${house.slug}/board`);
	await page.locator('html[data-running]').waitFor();
	await card(page, jobId).click();
	// A note would be done all the same: it takes nothing back.
	await form(page, 'Cancel job').click();
	const reason = sheet(page).getByRole('textbox', { name: 'Reason' });
	await reason.fill('another day');
	deaf = true;
	await house.move(jobId, 'wash');
	await sheet(page).getByRole('button', { name: 'Cancel the job' }).click();
	await page.waitForTimeout(300);
	await page.keyboard.press('Escape');
	await expect(sheet(page)).toHaveCount(0);
	deaf = false;
	for (const send of held.splice(0)) send();
	await expect(toast(page)).toContainText('changed this job first');
	await toast(page).getByRole('button', { name: 'Open again' }).click();
	await expect(reason).toHaveValue('another day');
	await sheet(page).getByRole('button', { name: 'Cancel the job' }).click();
	await expect(toast(page)).toContainText('cancelled');
	await staff.close();
});

test('[KEEP5] a form of the settings: the server away, a link in between, a session that ends', async ({
	browser,
	house
}) => {
	const staff = await house.staff(browser, 'en', 'owner');
	const page = await staff.newPage();
	page.on('dialog', (dialog) => void dialog.accept());
	await page.goto(`/w/${house.slug}/settings/bays`);
	const name = page.locator('form[action="?/add"]').getByLabel('Name');
	const add = page.locator('form[action="?/add"]').getByRole('button', { name: 'Add' });
	await name.fill('Bay 99');
	for (const answer of ['none', 'a proxy’s error']) {
		await page.route('**/settings/bays?/add', (route) =>
			answer === 'none' ? route.abort() : route.fulfill({ status: 502, body: '<h1>Bad gateway</h1>' })
		);
		await add.click();
		await expect(page.getByRole('alert').filter({ hasText: 'Not saved' })).toBeVisible();
		await expect(name).toHaveValue('Bay 99');
		await page.unroute('**/settings/bays?/add');
	}
	await page.getByRole('link', { name: 'Stages' }).click();
	await page.getByRole('link', { name: 'Bays' }).click();
	await expect(name).toHaveValue('Bay 99');

	await house.database
		.sql`delete from sessions where user_id = (select id from users where username = 'owner')`;
	await add.click();
	await page.waitForURL('**/sign-in?**');
	await expect(page.getByText('You were signed out')).toBeVisible();
	await page.getByLabel('Username').fill('owner');
	await page.getByLabel('Password', { exact: true }).fill(foreman.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL('**/settings/bays');
	await expect(name).toHaveValue('Bay 99');
	await add.dblclick();
	await expect(page.getByText('✓ Saved')).toBeVisible();
	await expect(name).toHaveValue('');
	await page.reload();
	await expect(name).toHaveValue('');
	await expect(page.locator('ol').getByLabel('Name').last()).toHaveValue('Bay 99');
	const [made] = await house.database.sql<{ n: number }[]>`
		select count(*)::int as n from bays where name = 'Bay 99'`;
	expect(made!.n).toBe(1);
	await staff.close();
});

test('[KEEP5] a session that ends at the board goes on at the same form after signing in', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X774');
	const page = await board(browser, house);
	await card(page, jobId).click();
	await form(page, 'Add note').click();
	await sheet(page).getByRole('textbox', { name: 'Note' }).fill('brake fluid');
	await house.database.sql`
		delete from sessions where user_id = (select id from users where username = ${foreman.username})`;
	await page.waitForURL('**/sign-in?**');
	await expect(page.getByText('You were signed out')).toBeVisible();
	await page.getByLabel('Username').fill(foreman.username);
	await page.getByLabel('Password', { exact: true }).fill(foreman.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await expect(sheet(page).getByRole('textbox', { name: 'Note' })).toHaveValue('brake fluid');
	await page.context().close();
});

test('[KEEP6] a part that cannot be loaded says so, and is loaded when asked again', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X775');
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	const parts = /\/_app\/immutable\/(chunks|assets|nodes)\//;
	await page.goto(`/w/${house.slug}/board`);
	await page.locator('html[data-running]').waitFor();
	await page.route(parts, (route) => route.abort());
	await page.route('**/board', (route) =>
		route.request().method() === 'HEAD' ? route.abort() : route.continue()
	);
	await card(page, jobId).click();
	await expect(sheet(page).getByText('You are offline')).toBeVisible();
	await page.unroute('**/board');
	await page.unroute(parts);
	await sheet(page).getByRole('button', { name: 'Try again' }).click();
	await expect(form(page, 'Add note')).toBeVisible({ timeout: 15_000 });
	await staff.close();
});

test('[KEEP7] a message names a card that a filter hides after a change, and shows it', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X776');
	const page = await board(browser, house);
	await page.getByRole('button', { name: /Stopped/ }).click();
	await expect(card(page, jobId)).toHaveCount(0);
	await page.getByRole('button', { name: /Clear filter/ }).click();
	await page.getByRole('searchbox').fill('9X776');
	await card(page, jobId).click();
	await form(page, 'Amend order').click();
	await sheet(page).getByLabel('Plate').fill('豫A9X778');
	await sheet(page).getByRole('button', { name: 'Save changes' }).click();
	await page.keyboard.press('Escape');
	await expect(toast(page)).toContainText('hidden by the filter');
	await toast(page).getByRole('button', { name: 'Show' }).click();
	await expect(card(page, jobId)).toBeFocused();
	await page.context().close();
});

test('[KEEP7] a card thrown out of the window stays where it was', async ({ browser, house }) => {
	const jobId = await house.receive('豫A9X777');
	const page = await board(browser, house);
	const ready = (await column(page, '待交车').boundingBox())!;
	await card(page, jobId).hover();
	await page.mouse.down();
	await page.mouse.move(ready.x + 60, ready.y + 150, { steps: 10 });
	await page.waitForTimeout(300);
	await page.mouse.move(2_400, 300);
	await page.mouse.up();
	await page.waitForTimeout(600);
	await expect(column(page, '接车预检').locator(`[data-job="${jobId}"]`)).toBeVisible();
	const [row] = await house.database.sql<{ version: number }[]>`select version from jobs where id = ${jobId}`;
	expect(row!.version).toBe(1);
	await page.context().close();
});

test('[KEEP8] a car handed over by mistake is found and taken back; so is a change of place', async ({
	browser,
	house
}) => {
	const [first, second] = [await house.receive('豫A1B001'), await house.receive('豫A1B002')];
	const page = await board(browser, house);
	const places = () =>
		column(page, '接车预检')
			.locator('[data-job]')
			.evaluateAll((cards) => cards.map((each) => (each as HTMLElement).dataset.job));
	await card(page, first).focus();
	for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
	await expect.poll(places).toEqual([second, first]);
	await toast(page).getByRole('button', { name: 'Undo' }).click();
	await expect.poll(places).toEqual([first, second]);
	await expect(toast(page)).toContainText('undone');

	await house.move(first, 'ready');
	await expect(column(page, '待交车').locator(`[data-job="${first}"]`)).toBeVisible();
	await card(page, first).click();
	// Twice, as an impatient hand does.
	await form(page, 'Deliver').dblclick();
	await expect(card(page, first)).toHaveCount(0);
	await page.getByRole('button', { name: /^Delivered today: [1-9]/ }).click();
	const row = sheet(page).getByRole('listitem').filter({ hasText: '1B001' });
	await expect(row).toContainText('Delivered');
	await row.getByRole('button', { name: 'Undo' }).click();
	await expect(row).toContainText('待交车');
	await page.keyboard.press('Escape');
	await expect(column(page, '待交车').locator(`[data-job="${first}"]`)).toBeVisible();

	await card(page, first).click();
	await form(page, 'Deliver').click();
	await expect(sheet(page)).toHaveCount(0);
	await page.getByRole('searchbox').fill('1b001');
	await page.locator('.past').getByRole('button', { name: /1B001/ }).click();
	await expect(sheet(page).getByRole('button', { name: 'Undo last move' })).toBeVisible();
	await page.context().close();
});

test('[KEEP9] a plate that is on the board already: open that job, or make another all the same', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X779');
	const page = await board(browser, house);
	const make = async () => {
		await page.getByRole('button', { name: 'New job' }).click();
		await sheet(page).getByLabel('Plate').fill('豫a·9x779');
		await expect(sheet(page).locator('.on-board')).toContainText('on the board already');
	};
	await make();
	await sheet(page).getByRole('button', { name: 'Make the job' }).click();
	await expect(sheet(page).getByRole('button', { name: 'Open it' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(sheet(page).getByRole('heading', { name: /9X779/ })).toBeVisible();
	expect(new URL(page.url()).searchParams.get('job')).toBe(jobId);
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'New job' }).click();
	await sheet(page).getByRole('button', { name: 'Make another all the same' }).click();
	await sheet(page).getByRole('button', { name: 'Make the job' }).click();
	await expect(toast(page)).toContainText('Job made');
	const [made] = await house.database.sql<{ n: number }[]>`
		select count(*)::int as n from jobs where status = 'open' and vehicle ->> 'plate' = '豫A9X779'`;
	expect(made!.n).toBe(2);
	await page.context().close();
});

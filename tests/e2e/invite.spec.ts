import { type Browser, expect } from '@playwright/test';
import { faults } from './axe.ts';
import { foreman, type House, test } from './house.ts';

async function signedIn(browser: Browser, house: House, username: string) {
	const context = await browser.newContext({ baseURL: house.server.url, locale: 'en' });
	const page = await context.newPage();
	await page.goto('/sign-in');
	await page.locator('input[name=username]').fill(username);
	await page.locator('input[name=password]').fill(foreman.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL('**/board');
	return page;
}

/** A phone of somebody who was never here. */
async function phone(browser: Browser, house: House) {
	const context = await browser.newContext({
		...{ baseURL: house.server.url, locale: 'en', viewport: { width: 390, height: 844 } },
		...{ hasTouch: true, isMobile: true }
	});
	return context.newPage();
}

test('[PASS6] [PPL2] invited by a link, on the board by phone, and out of it when locked out', async ({
	browser,
	house
}) => {
	await house.receive('豫A6K88Q');
	const owner = await signedIn(browser, house, 'owner');
	await owner.goto(`/w/${house.slug}/settings/people`);
	const add = owner.locator('form[action="?/add"]');
	await add.getByLabel('Name').fill('Fang Yu');
	await add.getByLabel('Service advisor').check();
	await add.getByRole('button', { name: 'Add and make invitation link' }).click();
	await expect(owner.getByRole('img', { name: 'QR code of the address' })).toBeVisible();
	const address = await add.getByLabel('Address', { exact: true }).inputValue();
	expect(address).toMatch(new RegExp(`^${house.server.url}/join/[\\w-]{43}$`));
	await add.getByRole('button', { name: 'Copy' }).click();
	await expect(add.getByRole('button', { name: 'Copied' })).toBeVisible();
	const row = owner.getByRole('listitem').filter({ hasText: 'Fang Yu' });
	await expect(row).toContainText('Invited, link works until');
	expect(await faults(owner)).toEqual([]);

	const invited = await phone(browser, house);
	await invited.goto(address);
	await expect(invited.getByRole('heading', { name: 'Welcome to 一号车间' })).toBeVisible();
	expect(await faults(invited)).toEqual([]);
	await invited.getByLabel('Username').fill('fang.yu');
	await invited.getByLabel('Password', { exact: true }).fill('fang yu fang yu fang yu');
	await invited.getByRole('button', { name: 'Create the account' }).click();
	await expect(invited.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
	await invited.getByLabel('Password', { exact: true }).fill('seven blue herons');
	await invited.getByRole('button', { name: 'Create the account' }).click();
	await invited.waitForURL('**/board');
	await expect(invited.getByText('6K88Q')).toBeVisible();

	const second = await phone(browser, house);
	await second.goto(address);
	await expect(second.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
	await expect(second.getByText('Ask whoever gave it to you for a new link')).toBeVisible();
	expect(await faults(second)).toEqual([]);

	await owner.reload();
	await expect(row).toContainText('fang.yu · Signed in');
	await row.locator('summary').click();
	await row.getByRole('button', { name: 'Deactivate' }).click();
	await expect(row.getByText('Saved')).toBeVisible();
	await invited.waitForURL('**/sign-in?next=**', { timeout: 2_000 });
	await expect(invited.getByText('6K88Q')).toHaveCount(0);
	for (const page of [owner, invited, second]) await page.context().close();
});

test('[PASS7] [PPL5] a new password by a link; signed out everywhere at once', async ({ browser, house }) => {
	await house.receive('豫A7M21C');
	const owner = await signedIn(browser, house, 'owner');
	const desk = await signedIn(browser, house, foreman.username);
	await expect(desk.getByText('7M21C')).toBeVisible();
	await owner.goto(`/w/${house.slug}/settings/people`);
	const row = owner.getByRole('listitem').filter({ hasText: '郑国强' });
	await row.locator('summary').click();
	await row.getByRole('button', { name: 'Sign out everywhere' }).click();
	await expect(row.getByText('✓ Signed out everywhere')).toBeVisible();
	await desk.waitForURL('**/sign-in?next=**', { timeout: 2_000 });
	await expect(desk.getByText('7M21C')).toHaveCount(0);

	await row.getByRole('button', { name: 'Make link to a new password' }).click();
	const address = await row.getByLabel('Address', { exact: true }).inputValue();
	const forgetful = await phone(browser, house);
	await forgetful.goto(address);
	await expect(forgetful.getByLabel('Username')).toHaveValue(foreman.username);
	expect(await faults(forgetful)).toEqual([]);
	// The same again: others of this house sign in with it.
	await forgetful.getByLabel('New password').fill(foreman.password);
	await forgetful.getByRole('button', { name: 'Save the password' }).click();
	await forgetful.waitForURL('**/board');
	await expect(forgetful.getByText('7M21C')).toBeVisible();
	for (const page of [owner, desk, forgetful]) await page.context().close();
});

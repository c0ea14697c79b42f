import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './house.ts';

test('[PRIV6] a customer is found, exported and erased, by keyboard too; fewer months are asked first', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770', { customer: { name: 'Anna Qian', phone: '13800000001' } });
	const ticket = await house.ticket(jobId);
	const context = await house.staff(browser, 'en', 'owner');
	const page = await context.newPage();
	await page.goto(`/w/${house.slug}/settings/privacy`);
	const address = page.url();

	const search = async (words: string) => {
		await page.getByLabel('Plate, phone or name').fill(words);
		await page.keyboard.press('Enter');
	};
	const found = page.getByRole('listitem').filter({ hasText: 'Anna Qian' });
	await search('x');
	await expect(page.getByText('Use at least 2 characters')).toBeVisible();
	await expect(page.getByLabel('Plate, phone or name')).toBeFocused();
	await search('9x770');
	await expect(found).toContainText('13800000001');
	expect(await faults(page)).toEqual([]);

	const [download] = await Promise.all([
		page.waitForEvent('download'),
		found.getByRole('button', { name: 'Export' }).click()
	]);
	expect(download.suggestedFilename()).toMatch(/^customer-\d{4}-\d\d-\d\d\.json$/);
	expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({
		customer: { name: 'Anna Qian' },
		jobs: [{ ticket }]
	});

	await found.getByRole('button', { name: 'Erase …' }).press('Enter');
	await expect(page.getByRole('alert')).toContainText(`Still on the board: ${ticket}`);
	await expect(page.getByRole('button', { name: 'Erase for good' })).toHaveCount(0);

	await house.clear();
	await search('Anna Qian');
	await found.getByRole('button', { name: 'Erase …' }).press('Enter');
	await expect(page.getByRole('heading', { name: 'Erase this customer’s data?' })).toBeFocused();
	expect(await faults(page)).toEqual([]);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Erased, jobs: 1')).toBeVisible();
	await search('Anna Qian');
	await expect(page.getByText('Nothing is kept of anybody like that')).toBeVisible();
	expect(page.url()).toBe(address);

	// A job of six weeks ago: kept 24 months it stays, kept one it goes.
	await house.receive('豫A00001');
	await house.clear();
	await house.database.sql`
		update jobs set closed_at = now() - interval '6 weeks' where vehicle ->> 'plate' = '豫A00001'`;
	const months = page.getByLabel('Months');
	await months.fill('1');
	await months.press('Enter');
	await expect(page.getByRole('alert')).toContainText('that are older already: 1.');
	expect(await faults(page)).toEqual([]);
	// Nobody agrees by pressing Enter twice.
	await months.press('Enter');
	await expect(page.getByRole('alert')).toBeVisible();
	await page.getByRole('button', { name: /and erase$/ }).click();
	await expect(page.getByText('Saved')).toBeVisible();
	await months.fill('24');
	await months.press('Enter');
	await expect(page.getByRole('alert')).toHaveCount(0);
	await context.close();
});

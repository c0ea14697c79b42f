import { expect } from '@playwright/test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeToday } from '../files/of-today.ts';
import { faults } from './axe.ts';
import { test } from './house.ts';

const file = writeToday(mkdtempSync(join(tmpdir(), 'kanche-import-')));

test('[IMP1] [IMP2] a day of work orders comes in once, a bad file says what to fix', async ({
	browser,
	house
}) => {
	const staff = await house.staff(browser, 'en');
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);
	const before = await board.locator('[data-job]').count();
	const page = await staff.newPage();
	const bring = async (name: string) => {
		await page.goto(`/w/${house.slug}/import`);
		await page.locator('input[type=file]').setInputFiles(file(name));
		// Until the page is alive it does not know the file's name.
		await expect(page.locator('.what')).toHaveText(name);
		await page
			.locator('form')
			.filter({ has: page.locator('input[type=file]') })
			.locator('button[type=submit]')
			.click();
	};
	const count = (word: string) => page.locator('dl > div').filter({ hasText: word }).locator('dd');

	await bring('gb18030.csv');
	// It says what it will do, and has done nothing.
	await expect(count('To create')).toHaveText('10');
	await expect(page.getByText('10 work orders')).toBeVisible();
	expect(await faults(page)).toEqual([]);
	await expect(board.locator('[data-job]')).toHaveCount(before);
	await page.getByRole('button', { name: 'Import 10' }).click();
	await expect(count('Created')).toHaveText('10');
	await expect(count('Rejected')).toHaveText('0');
	// The open board has them without being reloaded.
	await expect(board.locator('[data-job]')).toHaveCount(before + 10);

	await bring('workbook.xlsx');
	await expect(count('To create')).toHaveText('0');
	await expect(count('Unchanged')).toHaveText('10');
	await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);

	await bring('wrong.csv');
	await expect(count('Cannot come in')).not.toHaveText('0');
	await expect(page.getByRole('row').nth(1)).toBeVisible();
	// [IMP1] A line's number is read whole, however narrow its column is.
	const number = page.getByRole('rowheader').last().locator('span.wide');
	const size = await number.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
	expect((await number.boundingBox())?.height ?? Infinity).toBeLessThan(2 * size);
	await staff.close();
});

test('[IMP16] [IMP13] an import is taken back whole, and cards that a list no longer has come off', async ({
	browser,
	house
}) => {
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	const bring = async (...rows: string[]) => {
		const buffer = Buffer.from(['工单号,车牌号,进厂时间', ...rows].join('\n'));
		await page.goto(`/w/${house.slug}/import`);
		await page.locator('input[type=file]').setInputFiles({ name: 'day.csv', mimeType: 'text/csv', buffer });
		await expect(page.locator('.what')).toHaveText('day.csv');
		await page.getByRole('button', { name: 'Look into it' }).click();
		await page.getByRole('button', { name: /^Import \d+$/ }).click();
		await expect(page.getByRole('heading', { name: 'Imported: day.csv' })).toBeVisible();
	};
	await bring('TB-1,豫A7Q21M,', 'TB-2,豫A7Q22M,');
	await bring('TB-2,豫A7Q22M,', 'TB-3,豫A7Q23M,');
	const gone = page.locator('details').filter({ hasText: 'No longer in this file' });
	await gone.locator('summary').click();
	await expect(gone.getByText('TB-1')).toBeVisible();
	await gone.getByRole('button', { name: /^Take these/ }).click();
	await expect(page.getByRole('status')).toContainText('taken off the board');
	expect(await faults(page)).toEqual([]);

	await page.getByRole('button', { name: 'Take this import back' }).first().click();
	await expect(page.getByRole('status')).toContainText('Taken back: 1 orders are as they were.');
	await page.goto(`/w/${house.slug}/board`);
	await expect(page.locator('[data-job]').filter({ hasText: '7Q22M' })).toHaveCount(1);
	await expect(page.locator('[data-job]').filter({ hasText: '7Q23M' })).toHaveCount(0);
	await staff.close();
});

test('[IMP11] where a file can be read in two ways, a row of each is shown to choose from', async ({
	browser,
	house
}) => {
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	await page.goto(`/w/${house.slug}/import`);
	// 鸪 in GB18030, 薱 in Big5, below headers of ASCII.
	const buffer = Buffer.from('RO No.,Plate,Customer\nEN-1,ABC-123,\u00f0\u00b3\n', 'latin1');
	await page.locator('input[type=file]').setInputFiles({ name: 'names.csv', mimeType: 'text/csv', buffer });
	await expect(page.locator('.what')).toHaveText('names.csv');
	await page.getByRole('button', { name: 'Look into it' }).click();
	await expect(page.getByRole('heading', { name: 'Which row reads right?' })).toBeVisible();
	expect(await faults(page)).toEqual([]);
	await page.getByRole('button', { name: /gb18030/ }).click();
	await page.getByRole('button', { name: 'Import 1' }).click();
	await expect(page.getByText('Text read as gb18030')).toBeVisible();
	await staff.close();
});

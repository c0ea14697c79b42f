import { expect } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { test } from './house.ts';

const file = (name: string): string => fileURLToPath(new URL(`../files/${name}`, import.meta.url));

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
		await page
			.locator('form')
			.filter({ has: page.locator('input[type=file]') })
			.locator('button[type=submit]')
			.click();
	};
	const count = (word: string) => page.locator('dl > div').filter({ hasText: word }).locator('dd');

	await bring('gb18030.csv');
	await expect(count('Created')).toHaveText('10');
	await expect(count('Rejected')).toHaveText('0');
	// The open board has them without being reloaded.
	await expect(board.locator('[data-job]')).toHaveCount(before + 10);

	await bring('workbook.xlsx');
	await expect(count('Created')).toHaveText('0');
	await expect(count('Unchanged')).toHaveText('10');

	await bring('wrong.csv');
	await expect(count('Rejected')).not.toHaveText('0');
	await expect(page.getByRole('row').nth(1)).toBeVisible();
	await staff.close();
});

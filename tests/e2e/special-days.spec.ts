import { expect } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './house.ts';
import { DAY } from '../../src/lib/model/moments.ts';

/** 2026-12-01: so many days from now in the house's time zone. */
const dayFromNow = (days: number): string =>
	new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * DAY);

test('[CAL2] [CAL4] a day entered as closed is asked about when a car is promised on it', async ({
	browser,
	house
}) => {
	const owner = await house.staff(browser, 'en', 'owner');
	const page = await owner.newPage();
	await page.goto(`/w/${house.slug}/settings/special-days`);
	const date = dayFromNow(3);
	await page.getByLabel('Date').fill(date);
	await page.getByLabel('Name').first().fill('Stocktaking');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(page.locator('li').filter({ hasText: 'Stocktaking' })).toContainText('Closed');
	expect(await faults(page)).toEqual([]);

	await page.goto(`/w/${house.slug}/board`);
	await page.getByRole('button', { name: 'New job' }).click();
	await page.locator('input.plate').fill('豫A9X770');
	await page.getByLabel('Promised for: date').fill(date);
	await page.getByLabel('Promised for: time').fill('10:00');
	await page.getByRole('button', { name: 'Make the job' }).click();
	await expect(page.getByRole('alert').filter({ hasText: 'Stocktaking' })).toContainText(
		'outside opening hours'
	);
	await page.getByRole('button', { name: 'Save it anyway' }).click();
	await expect(page.getByText('豫A\u20099X770').first()).toBeVisible();
	// The form has gone back to the board: another navigation meanwhile would be broken off.
	await expect(page).toHaveURL(/\/board$/);

	await page.goto(`/w/${house.slug}/settings/special-days`);
	const day = page.locator('li').filter({ hasText: 'Stocktaking' });
	await day.locator('summary').click();
	await day.getByRole('button', { name: 'Remove' }).click();
	await expect(day).toHaveCount(0);
});

test('[CAL1] a workshop that keeps China’s holidays sees them, and which year is not published', async ({
	browser,
	house
}) => {
	const owner = await house.staff(browser, 'zh-CN', 'owner');
	const page = await owner.newPage();
	await page.goto(`/w/${house.slug}/settings/special-days`);
	await page.getByLabel('法定节假日').selectOption('CN');
	await page.getByRole('button', { name: '保存' }).first().click();
	await expect(page.locator('li').filter({ hasText: '春节' }).first()).toContainText('休息');
	await page.getByLabel('法定节假日').selectOption('none');
	await page.getByRole('button', { name: '保存' }).first().click();
	await expect(page.locator('li').filter({ hasText: '春节' })).toHaveCount(0);
});

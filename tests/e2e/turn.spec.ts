import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { type House, test } from './house.ts';

const step = (page: Page) => page.getByRole('group', { name: 'Whose turn, and what next' });
const card = (page: Page, jobId: string) => page.locator(`[data-job="${jobId}"]`);

async function open(page: Page, house: House, jobId: string): Promise<void> {
	await page.goto(`/w/${house.slug}/board?job=${jobId}`);
	await page.locator('html[data-running]').waitFor();
	await expect(step(page)).toBeVisible();
}

test('[TURN1] [TURN5] a sheet says whose turn it is and takes the next step at one press', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	await house.move(jobId, 'waiting');
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	await open(page, house, jobId);
	await expect(step(page)).toContainText('Turn: Foreman');
	await expect(step(page)).toContainText('No technician is chosen yet.');

	await step(page).getByRole('button', { name: 'Dispatch' }).click();
	await page.getByRole('group', { name: 'Free now' }).getByRole('button', { name: '李磊' }).click();
	await expect(step(page)).toContainText('Turn: Technician 李磊');

	const next = step(page).getByRole('button', { name: /^Move to / });
	const name = await next.innerText();
	await next.dblclick();
	await expect(step(page)).not.toContainText(name);
	await page.waitForTimeout(500);
	// One stage, not two.
	const column = page.locator('[data-stage]', { has: card(page, jobId) });
	await expect(column.locator('h2')).toContainText(name.replace('Move to ', ''));
	await staff.close();
});

test('[TURN6] what is not possible yet is said, and leads to what makes it possible', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	await house.move(jobId, 'wash');
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	await open(page, house, jobId);
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: 'Stop', exact: true }).click();
	await sheet.getByText('Waiting for parts').click();
	await sheet.getByRole('checkbox').first().check();
	await sheet.getByRole('button', { name: 'Stop', exact: true }).last().click();

	await expect(step(page)).toContainText('Turn: Parts');
	await expect(step(page)).toContainText('It is still stopped and cannot be ready. Resume it first.');
	await step(page).getByRole('button', { name: 'Resume' }).click();
	await expect(step(page).getByRole('button', { name: /^Move to / })).toBeVisible();
	await staff.close();
});

test('[TURN7] the filter “my turn” shows what waits for the reader’s role, and goes with the others', async ({
	browser,
	house
}) => {
	const mine = await house.receive('豫A9X770');
	await house.move(mine, 'waiting');
	const theirs = await house.receive('豫B00002');
	await house.move(theirs, 'inspection');
	const staff = await house.staff(browser, 'zh-CN');
	const page = await staff.newPage();
	await page.goto(`/w/${house.slug}/board`);
	await page.locator('html[data-running]').waitFor();
	const chip = page.getByRole('button', { name: /该我了\s*1/ });
	await chip.click();
	await expect(chip).toHaveAttribute('aria-pressed', 'true');
	await expect(card(page, mine)).toBeVisible();
	await expect(card(page, theirs)).toHaveCount(0);

	await page.getByRole('searchbox').fill('00002');
	await expect(card(page, mine)).toHaveCount(0);
	await page.getByRole('button', { name: '清除筛选' }).click();
	await expect(card(page, theirs)).toBeVisible();
	await staff.close();

	const owner = await house.staff(browser, 'zh-CN', 'owner');
	const desk = await owner.newPage();
	await desk.goto(`/w/${house.slug}/board`);
	await expect(card(desk, mine)).toBeVisible();
	await expect(desk.getByRole('button', { name: /该我了/ })).toHaveCount(0);
	await owner.close();
});

for (const locale of ['zh-CN', 'zh-TW', 'en']) {
	test(`[BRD2] with a filter on the header is one row on 1280 pixels in ${locale}`, async ({
		browser,
		house
	}) => {
		for (let car = 0; car < 12; car++) await house.receive(`豫A000${10 + car}`, { promise: null });
		const staff = await house.staff(browser, locale);
		const page = await staff.newPage();
		await page.setViewportSize({ width: 1280, height: 720 });
		await page.goto(`/w/${house.slug}/board`);
		await page.locator('html[data-running]').waitFor();
		await page.locator('.chip.stopped').click();
		await expect(page.locator('.chip.clear')).toBeVisible();
		const header = page.locator('header');
		expect((await header.boundingBox())!.height).toBeLessThan(64);
		expect(await header.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
		const chips = page.getByRole('group', { name: /Filters|筛选|篩選/ });
		expect(await chips.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThan(1);
		await staff.close();
	});
}

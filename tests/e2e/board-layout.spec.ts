import { locales } from '../../src/lib/languages/locale.ts';
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './house.ts';

const kinds = ['arrived', 'waiting', 'repair', 'inspection', 'wash', 'ready'];

/** Texts that are cut off though they must be whole. */
const cut = (texts: Locator) =>
	texts.evaluateAll((all) =>
		all
			.filter((text) => text.scrollWidth > text.clientWidth && !text.closest('.visually-hidden'))
			.filter((text) => getComputedStyle(text).display !== 'inline')
			.map((text) => text.textContent)
	);

const widthOf = (page: Page, selector: string) =>
	page.locator(selector).evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);

async function isInWindow(page: Page, element: Locator): Promise<boolean> {
	const { x, y, width, height } = (await element.boundingBox())!;
	const { width: across, height: down } = page.viewportSize()!;
	return x >= 0 && y >= 0 && x + width <= across && y + height <= down;
}

for (const locale of locales) {
	test(`[BRD1] [BRD2] a desk shows every column and a header of one row in ${locale}`, async ({
		browser,
		house
	}) => {
		for (const kind of kinds) await house.move(await house.receive('豫AD12345'), kind);
		const staff = await house.staff(browser, locale, 'owner');
		const page = await staff.newPage();
		await page.goto(`/w/${house.slug}/board`);
		for (const [width, height] of [
			[1440, 900],
			[1280, 720]
		] as const) {
			await page.setViewportSize({ width, height });
			await expect.poll(() => widthOf(page, 'main')).toBe(0);
			expect(await cut(page.locator('.card .foot, .card .plate, .card .promise'))).toEqual([]);
			expect((await page.locator('header').boundingBox())!.height).toBeLessThan(64);
			expect(await widthOf(page, 'header')).toBe(0);
			const last = page.locator('.column').last();
			expect(await isInWindow(page, last)).toBe(true);
		}
		await staff.close();
	});
}

test('[BRD1] an empty column is folded where there is no room, and takes a card', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	const staff = await house.staff(browser, 'zh-CN');
	const page = await staff.newPage();
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.goto(`/w/${house.slug}/board`);
	const wash = page.locator(`[data-stage="${house.stage('wash')}"]`);
	await expect(wash).toHaveClass(/folded/);
	await page.locator(`[data-job="${jobId}"]`).hover();
	await page.mouse.down();
	const { x, width } = (await wash.boundingBox())!;
	await page.mouse.move(x + width / 2, 400, { steps: 12 });
	await page.waitForTimeout(200);
	await page.mouse.up();
	await expect(wash.locator(`[data-job="${jobId}"]`)).toBeVisible();
	await expect(wash).not.toHaveClass(/folded/);
	await staff.close();
});

test('[BRD3] [BRD4] a menu fits the window and begins with the next stage; dispatch takes one tap', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	await house.move(jobId, 'waiting');
	const staff = await house.staff(browser, 'en');
	const page = await staff.newPage();
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.goto(`/w/${house.slug}/board`);
	const card = page.locator(`[data-job="${jobId}"]`);
	await card.getByRole('button').click();
	const menu = page.getByRole('menu');
	await expect(menu).toBeVisible();
	expect(await isInWindow(page, menu)).toBe(true);
	expect(await menu.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
	await expect(menu.getByRole('menuitem').first()).toHaveText(/^Move to /);

	await page.keyboard.press('Escape');
	await page.setViewportSize({ width: 390, height: 844 });
	await page.getByRole('navigation', { name: 'Stages' }).getByRole('button', { name: '待派工' }).click();
	await card.getByRole('button').click();
	await expect.poll(() => isInWindow(page, menu)).toBe(true);
	await page.keyboard.press('Escape');
	await page.setViewportSize({ width: 1280, height: 720 });

	await card.getByRole('button').click();
	await menu.getByRole('menuitem', { name: 'Dispatch…' }).click();
	const submit = page.getByRole('button', { name: 'Dispatch', exact: true }).last();
	await expect(submit).toBeInViewport({ ratio: 1 });
	await page.getByRole('group', { name: 'Free now' }).getByRole('button', { name: '李磊' }).click();
	await expect(card).toContainText('李磊');
	await staff.close();
});

test('[BRD5] a phone has a bar of stages with counts, and one list of what a filter finds', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	await house.move(jobId, 'wash');
	await house.receive('豫B00002');
	const staff = await house.staff(browser, 'zh-CN');
	const page = await staff.newPage();
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(`/w/${house.slug}/board`);
	const bar = page.getByRole('navigation', { name: '工序' });
	const wash = bar.getByRole('button', { name: /洗车\s*1/ });
	await wash.click();
	await expect(wash).toHaveAttribute('aria-current', 'true');
	await expect(page.locator(`[data-job="${jobId}"]`)).toBeInViewport({ ratio: 1 });

	await page.getByRole('searchbox').fill('770');
	await expect(page.locator('.found li')).toHaveCount(1);
	await expect(page.getByRole('region', { name: '洗车' })).toContainText('9X770');
	await expect(bar).toBeHidden();
	await page.getByRole('searchbox').fill('nothing like it');
	await expect(page.getByText('没有符合筛选的车')).toBeVisible();
	await staff.close();
});

for (const locale of locales) {
	test(`[BRD6] a customer reads the progress page at 360 px with type at 200 % in ${locale}`, async ({
		browser,
		house
	}) => {
		const jobId = await house.receive('豫AD12345');
		await house.move(jobId, 'repair');
		const context = await browser.newContext({
			baseURL: house.server.url,
			locale,
			viewport: { width: 360, height: 740 }
		});
		const page = await context.newPage();
		await page.goto(await house.link(jobId));
		for (const percent of [130, 200]) {
			// As browsers do it where the reader chose larger type.
			await page.evaluate((size) => (document.documentElement.style.fontSize = `${size}%`), percent);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
			const texts = page.locator('main :is(h1, h2, p, li, a, button, dt, dd, span, time)');
			expect(await cut(texts)).toEqual([]);
		}
		await context.close();
	});
}

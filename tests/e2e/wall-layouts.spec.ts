import { expect, type Page } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './house.ts';
import { MINUTE } from '../../src/lib/model/moments.ts';

/** Cars of a morning with an hour's work each: some will be late, one has no promise. */
async function morning(receive: (plate: string, more?: object) => Promise<string>, count: number) {
	for (let index = 0; index < count; index++) {
		const promise = index === 0 ? null : Date.now() + (index < 4 ? 5 + index : 120 + 15 * index) * MINUTE;
		await receive(`豫AD${String(12_345 + 7 * index)}`, { promise });
	}
}

/** Plates, times and names that are cut off, and what reaches over the edge of the cars' part of the glass. */
const cutOff = (page: Page) =>
	page.evaluate(() => {
		const box = document.querySelector('.cars')!.getBoundingClientRect();
		const isOut = (element: Element) => {
			const { left, right, top, bottom } = element.getBoundingClientRect();
			return left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1;
		};
		const isCut = (element: Element) => element.scrollWidth > element.clientWidth;
		const lines = [...document.querySelectorAll('.car .plate, .car .line')];
		return [...lines.filter(isCut), ...[...document.querySelectorAll('.car')].filter(isOut)].map(
			(element) => element.textContent
		);
	});

for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
	test(`axe finds nothing on walls by stage and by technician in ${locale}`, async ({ page, house }) => {
		await morning(house.receive, 8);
		for (const layout of ['stage', 'technician'] as const) {
			await page.goto(
				house.server.url + (await house.screen('wall', { layout, language: locale, inches: 98 }))
			);
			await expect(page.locator('.car')).toHaveCount(8);
			expect.soft(await faults(page), layout).toEqual([]);
		}
	});
}

test('[DISP2] [DISP7] [DISP8] nothing of a card is cut off, near or far, lying or upright', async ({
	page,
	house
}) => {
	await morning(house.receive, 12);
	for (const layout of ['stage', 'technician'] as const) {
		for (const [inches, metres] of [
			[55, 5],
			[65, 8],
			[32, 3]
		] as const) {
			const wall = await house.screen('wall', { layout, language: 'en', inches, metres });
			for (const [width, height] of [
				[1920, 1080],
				[1080, 1920]
			] as const) {
				await page.setViewportSize({ width, height });
				await page.goto(house.server.url + wall);
				// Upright, 65 inches at 8 m hold the list only.
				await expect(page.locator('.cars .plate').first()).toBeVisible();
				// The server lays out a lying glass: the page lays out its own when it runs, with its own type.
				await expect(page.locator('html[data-running]')).toBeAttached();
				await page.evaluate(() => document.fonts.ready.then(() => undefined));
				expect.soft(await cutOff(page), `${layout} ${inches} ${metres} ${width}`).toEqual([]);
			}
		}
	}
});

for (const [mounting, side] of [
	['turnedRight', 'left'],
	['turnedLeft', 'right']
] as const) {
	test(`[DISP9] ${mounting}: the picture's head is on the ${side}, and it fills the glass`, async ({
		page,
		house
	}) => {
		await morning(house.receive, 2);
		const edges = async () => {
			const { x, y, width, height } = (await page.locator('main header').first().boundingBox())!;
			const glass = (await page.locator('.frame').boundingBox())!;
			return { x, y, width, height, glass };
		};
		for (const kind of ['wall', 'lounge'] as const) {
			await page.setViewportSize({ width: 1920, height: 1080 });
			await page.goto(house.server.url + (await house.screen(kind, { mounting })));
			await expect(page.locator('main time').first()).toBeVisible();
			const turned = await edges();
			expect(turned.height).toBeGreaterThan(2 * turned.width);
			expect(side === 'left' ? turned.x : 1920 - turned.x - turned.width).toBeLessThan(60);
			expect(Math.abs(turned.glass.width - 1920)).toBeLessThan(1);
			expect(Math.abs(turned.glass.height - 1080)).toBeLessThan(1);
			// This television draws an upright picture of its own accord.
			await page.setViewportSize({ width: 1080, height: 1920 });
			await expect.poll(async () => (await edges()).y).toBeLessThan(60);
			const upright = await edges();
			expect(upright.width).toBeGreaterThan(2 * upright.height);
		}
	});
}

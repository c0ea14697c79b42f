import { expect, test } from '@playwright/test';
import { locales } from '../../src/lib/languages/locale.ts';
import { buildGlass } from './glass/open-glass.ts';
import type { GlassPage } from './glass/page.ts';
import type { Given } from './glass/shown.ts';

/** Every ninth picture with its first and last page; `GLASSES=1,0` is every one with all pages, about fifteen minutes. */
const [EVERY = 9, FROM = 0] = (process.env.GLASSES ?? '9,0').split(',').map(Number);
const ALL_PAGES = process.env.GLASSES !== undefined;

const displays = [
	...(['promise', 'stage', 'technician'] as const).map((layout) => ({ kind: 'wall' as const, layout })),
	{ kind: 'lounge' as const, layout: 'promise' as const }
];
const counts = [0, 1, 'ready', 60, 300] as const;
const viewports = [
	{ width: 1920, height: 1080 },
	{ width: 1080, height: 1920 }
];

type Measured = Omit<Given, 'page'>;

/** All pictures there are: neighbours differ in what is last named, so that each ninth is a bit of everything. */
const pictures: Measured[] = displays.flatMap((display) =>
	[32, 43, 55, 65, 75].flatMap((inches) =>
		[2, 3, 4, 5, 6.5, 8].flatMap((metres) =>
			counts.flatMap((count) =>
				[false, true].flatMap((long) =>
					locales.flatMap((locale) =>
						([false, true] as const).map((called) => ({
							...{ ...display, inches, metres, count, long, locale, called },
							freshness: 'live' as const
						}))
					)
				)
			)
		)
	)
);
const chosen = pictures
	.filter(({ kind, called, count }) => !called || (kind === 'lounge' && count === 'ready'))
	.map((picture, index) => ({
		...picture,
		freshness: (['live', 'quiet', 'stale'] as const)[(index % 7) % 3]!
	}));

test('[DISP2] [DISP13] [DISP14] [DISP15] nothing is cut off or lies on something else on any glass, and every car has plate or code, stage and hour', async ({
	page
}) => {
	test.setTimeout(ALL_PAGES ? 1_800_000 : 120_000);
	const glass = await buildGlass();
	try {
		await glass.open(page);
		for (const [turn, viewport] of viewports.entries()) {
			await page.setViewportSize(viewport);
			// The font is loaded for every sign before anything is measured.
			await page.evaluate((given) => (window as never as { glass: GlassPage }).glass.show(given), {
				...{ ...chosen[chosen.length - 1]!, page: 0 }
			});
			await page.evaluate(() => document.fonts.load('650 20px "Inter Variable"', 'Aa0\u2009−′'));
			await page.evaluate(() => document.fonts.ready.then(() => undefined));
			const some = chosen.filter((_, index) => (index + turn * 4) % EVERY === FROM % EVERY);
			const faults = await page.evaluate(
				([some, all]) =>
					some.flatMap((given) =>
						(window as never as { glass: GlassPage }).glass
							.measure(given, all)
							.map((fault) => `${JSON.stringify(Object.values(given))}: ${fault}`)
					),
				[some, ALL_PAGES] as const
			);
			console.log(`${some.length} pictures, ${viewport.width} x ${viewport.height}: ${faults.length} faults`);
			expect.soft(faults.slice(0, 60), `${viewport.width} x ${viewport.height}`).toEqual([]);
		}
	} finally {
		await glass.remove();
	}
});

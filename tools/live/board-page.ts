import type { Browser } from '@playwright/test';
import { newContext } from './chromium.ts';

/**
 * Milliseconds from the start of the navigation until a card's menu is open, by the page's own clock. It is pressed
 * again and again: before the page is alive a press does nothing.
 *
 * @param browser a page of another context each time: nothing is in a cache
 */
export async function boardUsableAfter(
	browser: Browser,
	url: string,
	slug: string,
	cookie: string
): Promise<number> {
	const context = await newContext(browser, url, cookie);
	try {
		const page = await context.newPage();
		await page.addInitScript(() => {
			const pressing = setInterval(() => {
				const open = document.querySelector('[role=menu]');
				if (open) {
					clearInterval(pressing);
					Object.assign(window, { usableAfter: performance.now() });
				} else document.querySelector<HTMLElement>('[data-job] button.more')?.click();
			}, 10);
		});
		await page.goto(`${url}/w/${slug}/board`, { waitUntil: 'commit' });
		const usable = await page.waitForFunction(
			() => (window as { usableAfter?: number }).usableAfter,
			undefined,
			{ timeout: 120_000 }
		);
		return (await usable.jsonValue())!;
	} finally {
		await context.close();
	}
}

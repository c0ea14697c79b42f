import { gzipSync } from 'node:zlib';
import { expect, type Response } from '@playwright/test';
import { test } from './house.ts';

/** Bytes of JavaScript, compressed, that a television has to load and run. */
const MOST = 80 * 1024;

for (const kind of ['wall', 'lounge'] as const) {
	test(`the ${kind} loads at most 80 KB of JavaScript, gzip`, async ({ page, house }) => {
		const answers: Response[] = [];
		page.on('response', (response) => {
			if (response.request().resourceType() === 'script') answers.push(response);
		});
		const socket = page.waitForEvent('websocket');
		await page.goto(house.server.url + (await house.screen(kind)));
		// Live: whatever it needs has been loaded.
		await (await socket).waitForEvent('framereceived');
		await page.waitForLoadState('networkidle');

		const sizes = await Promise.all(
			answers.map(async (response) => ({ url: response.url(), size: gzipSync(await response.body()).length }))
		);
		const total = sizes.reduce((sum, { size }) => sum + size, 0);
		console.log(`${kind}: ${(total / 1024).toFixed(1)} KB of JavaScript, gzip, in ${sizes.length} files`);
		// The largest is Svelte's runtime: were it missing, the rest was not counted either.
		expect(Math.max(...sizes.map(({ size }) => size))).toBeGreaterThan(10 * 1024);
		expect(total, sizes.map(({ url, size }) => `${size} ${url}`).join('\n')).toBeLessThanOrEqual(MOST);
	});
}

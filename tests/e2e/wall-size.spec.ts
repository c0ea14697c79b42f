import { expect } from '@playwright/test';
import { loadedScripts } from '../loaded-scripts.ts';
import { test } from './house.ts';

/** Bytes of JavaScript, compressed, that a television has to load and run. */
const MOST = 80 * 1024;

for (const kind of ['wall', 'lounge'] as const) {
	test(`[TV5] the ${kind} loads at most 80 KB of JavaScript, gzip`, async ({ page, house }) => {
		const sizes = await loadedScripts(page, house.server.url + (await house.screen(kind)));
		const total = sizes.reduce((sum, { size }) => sum + size, 0);
		console.log(`${kind}: ${(total / 1024).toFixed(1)} KB of JavaScript, gzip, in ${sizes.length} files`);
		// The largest is Svelte's runtime: were it missing, the rest was not counted either.
		expect(Math.max(...sizes.map(({ size }) => size))).toBeGreaterThan(10 * 1024);
		expect(total, sizes.map(({ url, size }) => `${size} ${url}`).join('\n')).toBeLessThanOrEqual(MOST);
	});
}

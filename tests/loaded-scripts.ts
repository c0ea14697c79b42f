import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

/** The JavaScript that a live page loads until it is live, each file with its bytes, gzip. */
export async function loadedScripts(page: Page, address: string): Promise<{ url: string; size: number }[]> {
	const answers: Response[] = [];
	page.on('response', (response) => {
		if (response.request().resourceType() === 'script') answers.push(response);
	});
	const socket = page.waitForEvent('websocket');
	await page.goto(address);
	// Live: whatever it needs has been loaded.
	await (await socket).waitForEvent('framereceived');
	await page.waitForLoadState('networkidle');
	return Promise.all(
		answers.map(async (response) => ({ url: response.url(), size: gzipSync(await response.body()).length }))
	);
}

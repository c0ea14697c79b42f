import type { Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ORIGIN = 'http://glass.test';
const types: Record<string, string> = {
	...{ '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.html': 'text/html' }
};

/** The page that draws walls and lounges without a server. Returns how to open it, and how to remove it. */
export async function buildGlass() {
	const outDir = await mkdtemp(join(tmpdir(), 'kanche-glass-'));
	await build({
		...{ configFile: false, logLevel: 'error' },
		plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
		build: {
			...{ outDir, emptyOutDir: true, target: 'esnext', minify: false, assetsInlineLimit: 0 },
			rollupOptions: {
				input: fileURLToPath(new URL('page.ts', import.meta.url)),
				output: { entryFileNames: 'glass.js', assetFileNames: '[name][extname]' }
			}
		}
	});
	const open = async (page: Page) => {
		await page.route(`${ORIGIN}/**`, async (route) => {
			const path = new URL(route.request().url()).pathname;
			const body =
				path === '/'
					? '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><script type="module" src="/glass.js"></script>'
					: await readFile(join(outDir, path));
			await route.fulfill({ body, contentType: types[extname(path)] ?? 'text/html' });
		});
		await page.goto(ORIGIN);
		await page.waitForFunction(() => 'glass' in window);
	};
	return { open, remove: () => rm(outDir, { recursive: true, force: true }) };
}

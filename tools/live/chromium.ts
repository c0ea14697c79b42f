import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { onShutdown } from '../../src/lib/runtime/shutdown.ts';

/** Debian's Chromium, for scripts that look at real pages. */
export async function launchChromium(): Promise<Browser> {
	const browser = await chromium.launch({
		executablePath: '/usr/bin/chromium',
		// It refuses to run as root with its sandbox.
		args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'],
		// By itself it ends the whole process, with all else that must be cleaned up.
		...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
	});
	onShutdown('Chromium', () => browser.close());
	return browser;
}

/**
 * A browser of its own, before a glass of 1920 x 1080.
 *
 * @param cookie a Cookie header, for staff
 */
export async function newContext(browser: Browser, url: string, cookie = ''): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
	const cookies = cookie.split('; ').filter(Boolean);
	await context.addCookies(
		cookies.map((each) => {
			const at = each.indexOf('=');
			return { name: each.slice(0, at), value: decodeURIComponent(each.slice(at + 1)), url };
		})
	);
	return context;
}

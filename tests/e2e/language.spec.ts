import { expect, test } from '@playwright/test';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;

test.beforeAll(async () => {
	server = await startServer();
});

test.afterAll(() => server?.remove());

const missing = { 'zh-CN': '找不到此页面', 'zh-TW': '找不到這個頁面', en: 'This page does not exist' };

for (const [asked, spoken] of [
	['zh-CN', 'zh-CN'],
	['zh-HK', 'zh-TW'],
	['en-GB', 'en'],
	['de-DE', 'en']
] as const) {
	test(`a browser that asks for ${asked} reads ${spoken}, from the server and once the page is alive`, async ({
		browser
	}) => {
		const context = await browser.newContext({ locale: asked });
		const page = await context.newPage();
		const complaints: string[] = [];
		page.on('console', (message) => {
			if (/hydrat/i.test(message.text())) complaints.push(message.text());
		});
		const response = await page.goto(`${server.url}/nowhere`);
		expect(await response?.text()).toContain(missing[spoken]);
		await page.waitForLoadState('networkidle');
		await expect(page.getByRole('heading')).toHaveText(missing[spoken]);
		await expect(page.locator('html')).toHaveAttribute('lang', spoken);
		expect(complaints).toEqual([]);
		await context.close();
	});
}

test('the language chosen by hand wins over the one the browser asks for', async ({ browser }) => {
	const context = await browser.newContext({ locale: 'en-GB' });
	await context.addCookies([{ name: 'lang', value: 'zh-TW', url: server.url }]);
	const page = await context.newPage();
	await page.goto(`${server.url}/nowhere`);
	await expect(page.getByRole('heading')).toHaveText(missing['zh-TW']);
	await context.close();
});

import { expect, test } from '@playwright/test';
import { printedSetupCode } from '../setup-code.ts';
import { startServer, type TestServer } from '../server.ts';

let server: TestServer;
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(() => server.remove());

test('the first visit makes the workshop and its owner, and ends on the board', async ({ browser }) => {
	const context = await browser.newContext({
		baseURL: server.url,
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai'
	});
	const page = await context.newPage();
	await page.goto('/');
	await expect(page).toHaveURL(/\/setup$/);

	await page.locator('input[name=code]').fill(printedSetupCode(server).toLowerCase());
	// Too short a password: said beside the field, and nothing typed is lost.
	await page.locator('input[name=workshop]').fill('东郊车间');
	await page.locator('input[name=slug]').fill('east');
	await page.locator('input[name=name]').fill('王强');
	await page.locator('input[name=username]').fill('wang');
	await page.locator('input[name=password]').fill('short');
	await page.locator('button[type=submit]').last().click();
	await expect(page.locator('input[name=password]')).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('input[name=name]')).toHaveValue('王强');

	await page.locator('input[name=password]').fill('a long pass phrase');
	await page.locator('button[type=submit]').last().click();
	// A password is hashed, all tables of a workshop are written, and the first board ever is rendered: on a busy machine
	// that is more than the usual 5 s.
	await expect(page).toHaveURL(/\/w\/east\/board$/, { timeout: 20_000 });
	await expect(page.getByRole('region', { name: '待派工' })).toBeVisible();

	// There is one now: nobody makes another.
	const stranger = await browser.newContext({ baseURL: server.url });
	const other = await stranger.newPage();
	await other.goto('/setup');
	await expect(other).toHaveURL(/\/sign-in/);
	await other.goto('/w/east/board');
	await expect(other).toHaveURL(/\/sign-in/);
	await context.close();
	await stranger.close();
});

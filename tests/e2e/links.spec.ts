import { expect } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './house.ts';

test('[LINK2] unknown links get one answer, and no page of a link may be found or followed', async ({
	request,
	house
}) => {
	const jobId = await house.receive('豫A8Q311');
	const [wall, job] = [await house.screen('wall'), await house.link(jobId)];
	const answer = async (path: string) => {
		const response = await request.get(house.server.url + path, { headers: { 'accept-language': 'en' } });
		return { status: response.status(), headers: response.headers(), text: await response.text() };
	};
	for (const path of [wall, job]) {
		const { status, headers } = await answer(path);
		expect(status).toBe(200);
		expect(headers['referrer-policy']).toBe('no-referrer');
		expect(headers['x-robots-tag']).toContain('noindex');
		expect(headers['cache-control']).toContain('no-store');
	}
	const unknown = 'x'.repeat(43);
	// A key of the other kind opens nothing either.
	const wrong = [`/display/${unknown}`, job.replace('/p/', '/display/')].map(answer);
	for (const { status, text } of await Promise.all(wrong)) {
		expect(status).toBe(404);
		expect(text).toContain('This screen is not available');
	}
	for (const path of [`/p/${unknown}`, wall.replace('/display/', '/p/')]) {
		const { status, text } = await answer(path);
		expect(status).toBe(404);
		expect(text).toContain('Please ask your workshop for a new one');
	}
});

test('a customer reads everything without JavaScript, and chooses a language', async ({ browser, house }) => {
	const jobId = await house.receive('豫K7A76S', { promise: null, work: '更换下摆臂胶套' });
	const context = await browser.newContext({
		...{ baseURL: house.server.url, locale: 'zh-TW', javaScriptEnabled: false },
		viewport: { width: 390, height: 844 }
	});
	const page = await context.newPage();
	await page.goto(await house.link(jobId));
	await expect(page.getByRole('heading')).toContainText('天籁 珠光白');
	await expect(page.getByText('更换下摆臂胶套')).toBeVisible();
	await expect(page.getByText('取車時間待定')).toBeVisible();
	await expect(page.locator('[aria-current=step]')).toContainText('已接車');
	await expect(page.getByRole('link', { name: '撥打電話' })).toHaveAttribute('href', 'tel:037100000000');
	await expect(page.locator('noscript p')).toHaveText('重新整理頁面可查看最新進度。');
	await expect(page.locator('body')).not.toContainText('7A76S');

	await page.getByRole('link', { name: 'English' }).click();
	await expect(page.getByText('Pick-up time not set yet')).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'en');
	expect(new URL(page.url()).search).toBe('');
	await context.close();
});

for (const kind of ['wall', 'lounge', 'job'] as const) {
	test(`the ${kind} page is accessible`, async ({ page, house }) => {
		const jobId = await house.receive(`豫A1M3${kind.length}Z`);
		await page.goto(house.server.url + (kind === 'job' ? await house.link(jobId) : await house.screen(kind)));
		await expect(page.getByRole('listitem').first()).toBeVisible();
		expect(await faults(page)).toEqual([]);
	});
}

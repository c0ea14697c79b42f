import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { test } from './house.ts';

/** What axe finds, each with the elements it found it on. */
async function findings(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

for (const locale of ['zh-CN', 'zh-TW', 'en']) {
	test(`axe finds nothing on any screen in ${locale}`, async ({ browser, house }) => {
		test.setTimeout(120_000);
		const jobId = await house.receive('豫AD12345');
		const staff = await house.foreman(browser, locale);
		const page = await staff.newPage();
		const look = async (path: string) => {
			await page.goto(path);
			expect.soft(await findings(page), path).toEqual([]);
		};
		for (const path of ['board', `board?job=${jobId}`, 'import', 'screens'])
			await look(`/w/${house.slug}/${path}`);
		await look(await house.link('wall', { language: locale }));
		await look(await house.link('lounge', { language: locale }));
		await look(await house.link('job', { jobId }));
		const stranger = await browser.newContext({ baseURL: house.server.url, locale });
		const door = await stranger.newPage();
		await door.goto('/sign-in');
		expect.soft(await findings(door), '/sign-in').toEqual([]);
		await stranger.close();
		await staff.close();
	});
}

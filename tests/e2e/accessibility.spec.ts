import { expect } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './house.ts';

for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
	test(`axe finds nothing on any screen in ${locale}`, async ({ browser, house }) => {
		test.setTimeout(240_000);
		const jobId = await house.receive('豫AD12345');
		// Of the staff, the one who may see all of it.
		const staff = await house.staff(browser, locale, 'owner');
		const page = await staff.newPage();
		// What fades in has less contrast while it does.
		await page.emulateMedia({ reducedMotion: 'reduce' });
		const blocked: string[] = [];
		page.on('console', (message) => {
			if (message.text().includes('Content Security Policy')) blocked.push(message.text());
		});
		const look = async (path: string) => {
			await page.goto(path);
			expect.soft(await faults(page), path).toEqual([]);
			// [ACC10] Nothing of ours is what the page's own policy forbids.
			expect.soft(blocked, path).toEqual([]);
		};
		for (const path of ['board', `board?job=${jobId}`, 'import', 'screens', 'screens/pair'])
			await look(`/w/${house.slug}/${path}`);
		// Their structure is the same in every language; in Chinese they are looked at once.
		const settings = [
			'',
			'/special-days',
			'/stages',
			'/bays',
			'/people',
			'/stations',
			'/privacy',
			'/audit',
			'/health'
		];
		for (const path of locale === 'zh-CN' ? settings : []) await look(`/w/${house.slug}/settings${path}`);
		await look('/account');
		const wall = await house.screen('wall', { language: locale });
		const [screen] = await house.database.sql<{ id: string }[]>`select id from screens limit 1`;
		await look(`/w/${house.slug}/screens/${screen!.id}`);
		await look(wall);
		await look(await house.screen('lounge', { language: locale }));
		await look(await house.link(jobId));
		const stranger = await browser.newContext({ baseURL: house.server.url, locale });
		const door = await stranger.newPage();
		await door.goto('/sign-in');
		expect.soft(await faults(door), '/sign-in').toEqual([]);
		await door.goto('/tv');
		await expect(door.getByTestId('code')).toBeVisible();
		expect.soft(await faults(door), '/tv').toEqual([]);
		await stranger.close();
		await staff.close();
	});
}

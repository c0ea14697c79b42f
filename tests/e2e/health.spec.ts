import { expect } from '@playwright/test';
import { faults } from './axe.ts';
import { test } from './house.ts';

test('[OBS6] owners read how everything does, anew while they look, and since when nothing answers', async ({
	browser,
	house
}) => {
	// Walls of the spec files before this one are silent by now.
	await house.database.sql`update screens set revoked_at = now()`;
	const staff = await house.staff(browser, 'en', 'owner');
	const page = await staff.newPage();
	await page.goto(`/w/${house.slug}/settings/health`);
	const fact = (name: string) => page.locator('dl > div').filter({ hasText: name });
	await expect(page.getByText('All is well')).toBeVisible();
	await expect(fact('Database').first()).toContainText(/Answers in [\d.]+ ms/);
	await expect(fact('Open pages')).toContainText('walls 0');
	await expect(fact('Word between processes')).toContainText('Not set up');
	await expect(fact('Disk of the database')).toContainText(/[\d.]+ GB free of [\d.]+ GB/);

	// What somebody does on the page outlives the looks.
	const link = page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit' });
	await link.focus();
	const wall = await staff.newPage();
	await wall.goto(await house.screen('wall'));
	await expect(fact('Open pages')).toContainText('walls 1', { timeout: 12_000 });
	await expect(fact('Paired screens')).toContainText('Running: 1');
	await expect(link).toBeFocused();

	await wall.close();
	await house.database.sql`update screens set heard_at = now() - interval '1 hour' where name = 'wall'`;
	await expect(fact('Paired screens')).toContainText('silent: 1', { timeout: 12_000 });
	await expect(page.getByText('Needs attention: 1')).toBeVisible();

	await house.server.kill();
	const mark = page.getByText(/Connection is weak|NOT LIVE/);
	await expect(mark).toBeVisible({ timeout: 25_000 });
	expect(await faults(page)).toEqual([]);
	await house.server.start();
	await expect(mark).toHaveCount(0, { timeout: 15_000 });
	await staff.close();
});

test('[ACC2] who is no owner is not led there', async ({ browser, house }) => {
	const staff = await house.staff(browser, 'en', 'foreman');
	const page = await staff.newPage();
	const answer = await page.goto(`/w/${house.slug}/settings/health`);
	expect(answer?.status()).toBe(403);
	await staff.close();
});

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds wrong with a page, each with the elements it found it on. */
export async function faults(page: Page): Promise<string[]> {
	// What fades in has less contrast until it is there.
	await page.evaluate(async () => {
		const ending = document
			.getAnimations()
			.filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
		const ended = Promise.allSettled(ending.map(({ finished }) => finished));
		await Promise.race([ended, new Promise((late) => setTimeout(late, 1_000))]);
	});
	const { violations } = await new AxeBuilder({ page }).analyze();
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

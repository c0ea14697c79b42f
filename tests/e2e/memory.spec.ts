import { expect } from '@playwright/test';
import { test } from './house.ts';

/** Each takes a card off one column and makes one in another. */
const MOVES = 120;

test('[SYNC10] cards that went to and fro all day leave nothing behind on the board', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	const staff = await house.staff(browser, 'zh-CN');
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);
	const session = await staff.newCDPSession(board);
	/** Nodes and listeners that are left once what nobody holds was collected. */
	const held = async () => {
		await session.send('HeapProfiler.collectGarbage');
		const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
		return { nodes, listeners };
	};
	const toAndFro = async (moves: number) => {
		for (let move = 0; move < moves; move++) {
			await house.move(jobId, move % 2 === 0 ? 'repair' : 'arrived');
			// Faster, several would be painted as one.
			await board.waitForTimeout(50);
		}
		await expect(board.getByRole('region', { name: '接车预检' }).locator('[data-job]')).toBeVisible();
	};
	await toAndFro(10);
	const before = await held();
	await toAndFro(MOVES);
	// What glides or is about to be dropped may still be held; a card has some 60 nodes.
	await expect.poll(async () => (await held()).nodes - before.nodes).toBeLessThan(MOVES * 2);
	expect((await held()).listeners - before.listeners).toBeLessThan(MOVES / 2);
	await staff.close();
});

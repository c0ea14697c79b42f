import { expect } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { openScreen } from '../../scripts/live/screen.ts';
import type { BoardCard, BoardMeta } from '../../src/lib/feeds/board.ts';
import { test } from './house.ts';

/** Each takes a card off one column and makes one in another. */
const MOVES = 100;

test('[SYNC10] cards that went to and fro all day leave nothing behind on the board', async ({
	browser,
	house
}) => {
	const jobId = await house.receive('豫A9X770');
	const staff = await house.staff(browser, 'zh-CN');
	const board = await staff.newPage();
	await board.goto(`/w/${house.slug}/board`);
	const cookie = (await staff.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
	// Through the server, which tells at once: what another process commits comes once a second, as one change.
	const mover = await openScreen<BoardCard, BoardMeta>({
		...{ url: house.server.url, cookie, handshake: { workshop: house.slug } }
	});
	const columns = ['机修', '接车预检'].map((name) => board.getByRole('region', { name, exact: true }));
	const stageIds = ['repair', 'arrived'].map(house.stage);
	const toAndFro = async (moves: number) => {
		for (let move = 0; move < moves; move++) {
			const { version } = mover.replica().cards.get(jobId)!;
			const command = { type: 'move', id: randomUUID(), jobId, expect: version, stageId: stageIds[move % 2] };
			expect(await mover.send({ ...command, after: null, before: null })).toMatchObject({ ok: true });
			await columns[move % 2]!.locator(`[data-job="${jobId}"]`).waitFor();
		}
	};
	const session = await staff.newCDPSession(board);
	/** Nodes and listeners that are left once what nobody holds was collected. */
	const held = async () => {
		await session.send('HeapProfiler.collectGarbage');
		const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
		return { nodes, listeners };
	};
	await toAndFro(10);
	const before = await held();
	await toAndFro(MOVES);
	// A card has some 45 nodes and 8 listeners; the last few may still be on their way out.
	await expect.poll(async () => (await held()).nodes - before.nodes).toBeLessThan(MOVES * 5);
	expect((await held()).listeners - before.listeners).toBeLessThan(MOVES);
	mover.close();
	await staff.close();
});

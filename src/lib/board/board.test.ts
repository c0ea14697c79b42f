import { describe, expect, test, vi } from 'vitest';
import type { BoardMeta } from '../feeds/board.ts';
import { advisor, contextOf, jobIn, lin, NOW, stages } from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import type { BoardCard } from '../feeds/board.ts';
import type { WireReply } from '../sync/protocol.ts';
import { Board } from './board.svelte.ts';

const { bays, people } = contextOf();
const meta: BoardMeta = {
	workshop: { slug: 'one', name: '一号车间', timeZone: 'Asia/Shanghai', language: 'zh-CN' },
	...{
		stages: Object.values(stages),
		bays: [...bays],
		people: [...people],
		namedOnCards: new Set<string>(),
		openWindows: [],
		specialDays: [],
		customersMasked: false
	}
};

/** A board with one job, and the server behind it: `answer` settles what was sent. */
function boardWith(job: Job) {
	const member = { personId: advisor.id, name: lin.name, roles: advisor.roles };
	const snapshot = { epoch: 'one', revision: 5, meta, cards: [job] };
	const board = new Board('one', snapshot, NOW, member);
	const sent: unknown[] = [];
	let answer = (_: WireReply<BoardCard>) => {};
	board.send = (command) => {
		sent.push(command);
		return new Promise((resolve) => (answer = resolve));
	};
	return { board, sent, answer: (reply: WireReply<BoardCard>) => answer(reply) };
}

const done: WireReply<BoardCard> = { ok: true, revision: 6, id: 'j', version: 2, did: ['moved'] };

/** As a page opens it, without a connection. */
function open(board: Board): () => void {
	board.feed.open = () => () => {};
	return board.open();
}

const job = jobIn(stages.repair);
const move = { type: 'move', stageId: stages.inspection.id, after: null, before: null } as const;

describe('a command given at the board', () => {
	test('is shown before it is confirmed, and stays when it is', async () => {
		const { board, sent, answer } = boardWith(job);
		const outcome = board.perform(job, move);
		expect(board.jobs.get(job.id)?.stageId).toBe(stages.inspection.id);
		await Promise.resolve();
		expect(sent).toMatchObject([{ ...move, jobId: job.id, expect: { visit: 2 } }]);
		answer({ ok: true, revision: 6, id: job.id, version: job.version + 1, did: ['moved'] });
		expect(await outcome).toMatchObject({ ok: true, job: { stageId: stages.inspection.id } });
		expect(board.jobs.get(job.id)?.stageId).toBe(stages.inspection.id);
	});

	test('[CMD5] refused as stale, the card snaps back', async () => {
		const { board, answer } = boardWith(job);
		const outcome = board.perform(job, move);
		await Promise.resolve();
		answer({ ok: false, refusal: { code: 'stale', changedBy: '周师傅', changedAt: NOW }, card: job });
		expect(await outcome).toMatchObject({ ok: false, refusal: { code: 'stale', changedBy: '周师傅' } });
		expect(board.jobs.get(job.id)?.stageId).toBe(stages.repair.id);
	});

	test('that the rules refuse is not sent', async () => {
		const { board, sent } = boardWith(job);
		expect(await board.perform(job, { type: 'deliver' })).toEqual({
			ok: false,
			refusal: { code: 'notReady' }
		});
		expect(sent).toEqual([]);
	});

	test('[CMD5] refused because another process changed the job, the next press counts from there', async () => {
		const { board, sent, answer } = boardWith(job);
		const first = board.perform(job, move);
		await Promise.resolve();
		const now = { ...job, version: job.version + 3, source: null };
		answer({ ok: false, refusal: { code: 'stale', changedBy: '周师傅', changedAt: NOW }, card: now });
		await first;
		// The feed of this process has not heard of it.
		void board.perform(board.jobs.get(job.id)!, move);
		await Promise.resolve();
		expect(sent[1]).toMatchObject({ expect: { visit: 5 } });
	});

	test('[CMD13] that nobody answered in its time is asked about until its fate is known', async () => {
		vi.useFakeTimers();
		try {
			const { board, sent } = boardWith(job);
			const fates: unknown[] = [];
			board.sending.late = (command, reply) => fates.push([command.type, reply.ok]);
			board.send = (command) => {
				sent.push(command);
				return sent.length < 40 ? Promise.reject(new Error('timeout')) : Promise.resolve(done);
			};
			const close = open(board);
			const outcome = board.perform(job, move);
			await vi.advanceTimersByTimeAsync(31_000);
			expect(await outcome).toMatchObject({ refusal: { code: 'unavailable' } });
			expect([board.sending.underWay, fates]).toEqual([1, []]);
			await vi.advanceTimersByTimeAsync(30_000);
			expect([board.sending.underWay, fates]).toEqual([0, [['move', true]]]);
			expect(new Set(sent.map((command) => (command as { id: string }).id)).size).toBe(1);
			close();
		} finally {
			vi.useRealTimers();
		}
	});

	test('[SYNC8] on a board that is not live is not sent', async () => {
		const { board, sent } = boardWith(job);
		board.feed.now = NOW + 31_000;
		expect(await board.perform(job, move)).toEqual({ ok: false, refusal: { code: 'offline' } });
		expect(sent).toEqual([]);
	});
});

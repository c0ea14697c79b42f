import { describe, expect, test } from 'vitest';
import type { BoardCard } from '../feeds/board.ts';
import type { WireReply } from './protocol.ts';
import { askFate, deliver, LIFE, type Timing } from './deliver.ts';
import { Turns } from './per-job-queue.ts';

const done: WireReply<BoardCard> = { ok: true, revision: 3, id: 'j', version: 2, did: ['moved'] };
const refused: WireReply<BoardCard> = { ok: false, refusal: { code: 'notReady' }, card: null };
const away: WireReply<BoardCard> = { ok: false, refusal: { code: 'unavailable' }, card: null };
const expired: WireReply<BoardCard> = { ok: false, refusal: { code: 'expired' }, card: null };

/** Time that passes only while something waits for it. */
function madeTime(): Timing {
	let now = 0;
	return {
		elapsed: () => now,
		sleep: async (milliseconds) => void (now += milliseconds)
	};
}

/** Answers one after the other; null for none in time, `no line` for no connection. */
function line(...answers: (WireReply<BoardCard> | null | 'no line')[]) {
	const ends: number[] = [];
	const send = (endsAt: number) => {
		ends.push(endsAt);
		const answer = answers[Math.min(ends.length, answers.length) - 1]!;
		if (answer === 'no line') return null;
		return answer ? Promise.resolve(answer) : Promise.reject(new Error('timeout'));
	};
	return { send, ends };
}

describe('a command without an answer', () => {
	test('[CMD2] is sent again until it is answered, always with the same end', async () => {
		const { send, ends } = line(null, away, done);
		expect(await deliver(send, madeTime())).toBe(done);
		expect(ends).toEqual([LIFE, LIFE, LIFE]);
	});

	test('[CMD12] is given up when its life is over', async () => {
		const time = madeTime();
		expect(await deliver(line(null).send, time)).toEqual(away);
		expect(time.elapsed()).toBe(LIFE);
	});

	test('that found no connection was not sent at all', async () => {
		const offline = { ok: false, refusal: { code: 'offline' }, card: null };
		expect(await deliver(line('no line').send, madeTime())).toEqual(offline);
		expect(await deliver(line('no line', null, 'no line').send, madeTime())).toEqual(away);
	});

	test('a refusal is an answer', async () => {
		const { send, ends } = line(refused, done);
		expect(await deliver(send, madeTime())).toBe(refused);
		expect(ends.length).toBe(1);
	});

	test('that the server’s clock ended too early is sent again within its life', async () => {
		expect(await deliver(line(expired, done).send, madeTime())).toBe(done);
	});

	test('[CMD13] is asked about until its fate is known', async () => {
		const { send, ends } = line(null, 'no line', away, expired);
		expect(await askFate(send, () => true, madeTime())).toBe(expired);
		// A command whose sender read that it was not done must not be done.
		expect(Math.max(...ends)).toBe(0);
		expect(await askFate(line(null).send, () => false, madeTime())).toBeNull();
	});
});

describe('commands of one job', () => {
	test('wait for the one before; those of another job do not', async () => {
		const turns = new Turns();
		const order: string[] = [];
		let answer = (_: WireReply<BoardCard>) => {};
		const first = turns.take('j', () => new Promise((resolve) => (answer = resolve)));
		const second = turns.take('j', () => (order.push('second'), Promise.resolve(done)));
		await turns.take('other', () => (order.push('other'), Promise.resolve(done)));
		expect(order).toEqual(['other']);
		answer(done);
		await Promise.all([first, second]);
		expect(order).toEqual(['other', 'second']);
	});

	test('are not sent when the one they build on was refused', async () => {
		const turns = new Turns();
		const first = turns.take('j', () => Promise.resolve(refused));
		const second = turns.take('j', () => Promise.resolve(done));
		expect([await first, await second]).toEqual([refused, refused]);
		expect(await turns.take('j', () => Promise.resolve(done))).toBe(done);
	});
});

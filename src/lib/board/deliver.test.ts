import { describe, expect, test } from 'vitest';
import type { CommandReply } from '../door/reply.ts';
import { deliver } from './deliver.ts';
import { Turns } from './turns.ts';

const done: CommandReply = { ok: true, revision: 3, jobId: 'j', version: 2, did: ['moved'] };
const refused: CommandReply = { ok: false, refusal: { code: 'notReady' }, job: null };
const away: CommandReply = { ok: false, refusal: { code: 'unavailable' }, job: null };
const atOnce = () => Promise.resolve();

/** Answers one after the other; null for none in time. */
function line(...answers: (CommandReply | null)[]) {
	let sent = 0;
	const send = () => {
		const answer = answers[Math.min(sent++, answers.length - 1)];
		return answer ? Promise.resolve(answer) : Promise.reject(new Error('timeout'));
	};
	return { send, sent: () => sent };
}

describe('a command without an answer', () => {
	test('[CMD2] is sent again until it is answered', async () => {
		const { send, sent } = line(null, away, done);
		expect(await deliver(send, atOnce)).toBe(done);
		expect(sent()).toBe(3);
	});

	test('is given up after four tries', async () => {
		const { send, sent } = line(null);
		expect(await deliver(send, atOnce)).toEqual(away);
		expect(sent()).toBe(4);
	});

	test('a refusal is an answer', async () => {
		const { send, sent } = line(refused, done);
		expect(await deliver(send, atOnce)).toBe(refused);
		expect(sent()).toBe(1);
	});
});

describe('commands of one job', () => {
	test('wait for the one before; those of another job do not', async () => {
		const turns = new Turns();
		const order: string[] = [];
		let answer = (_: CommandReply) => {};
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

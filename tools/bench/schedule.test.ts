import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { clock } from './clock.ts';
import { asFastAsAnswered, onSchedule } from './schedule.ts';

test('a slow answer neither puts off what is due next nor hides how long it took', async () => {
	const sent: number[] = [];
	const send = async () => {
		const n = sent.push(clock());
		// The first blocks everything: what is due meanwhile is sent late, and its time counts from when it was due.
		if (n === 1) while (clock() < sent[0]! + 100) /* busy */ ;
		await sleep(60);
		return clock();
	};
	const answers = await onSchedule(send, 4, 20);
	expect(answers.map(({ due }) => Math.round(due - answers[0]!.due))).toEqual([0, 20, 40, 60]);
	const [, second] = answers;
	expect(sent[1]! - second!.due).toBeGreaterThan(70);
	expect(second!.answer - second!.due).toBeGreaterThan(130);
	// All were on their way before the first was answered.
	expect(sent[3]!).toBeLessThan(answers[0]!.answer);
});

test('in a closed loop each waits for their own answer, and sends no more often than they may', async () => {
	let at = 0;
	let most = 0;
	const send = async () => {
		most = Math.max(most, ++at);
		await sleep(5);
		at--;
	};
	const { answers } = await asFastAsAnswered([send, send, send], 0.6, 20);
	expect(most).toBeLessThanOrEqual(3);
	// 20 a second, and 0.3 s ahead: 18 each, and one under way. Without a limit it would be a hundred.
	expect(answers.length).toBeGreaterThanOrEqual(3 * 12);
	expect(answers.length).toBeLessThanOrEqual(3 * 20);
});

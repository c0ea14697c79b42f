import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aFewATurn } from './a-few-a-turn.server.ts';

test('a thousand who knock at once are let in one after the other, with turns for others in between', async () => {
	const wait = aFewATurn();
	const inside: number[] = [];
	for (let n = 0; n < 1_000; n++) wait(() => inside.push(n));
	let turns = 0;
	let most = 0;
	for (let before = 0; inside.length < 1_000; turns++) {
		await nextTurn();
		most = Math.max(most, inside.length - before);
		before = inside.length;
	}
	expect(most).toBeLessThanOrEqual(20);
	expect(turns).toBeGreaterThanOrEqual(50);
	expect(inside).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
	wait(() => inside.push(-1));
	await nextTurn();
	await nextTurn();
	expect(inside.at(-1)).toBe(-1);
});

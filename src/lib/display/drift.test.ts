import { expect, test } from 'vitest';
import { drift } from './drift.ts';

const walk = Array.from({ length: 33 }, (_, step) => drift(step * 30_000));

test('[DISP5] the frame strays by at most 4 pixels and comes back', () => {
	for (const { x, y } of walk) expect(Math.max(Math.abs(x), Math.abs(y))).toBe(4);
	expect(walk[32]).toEqual(walk[0]);
	expect(new Set(walk.map(({ x, y }) => `${x} ${y}`)).size).toBe(32);
});

test('[DISP5] one pixel at a time', () => {
	for (let step = 1; step < walk.length; step++) {
		const [from, to] = [walk[step - 1]!, walk[step]!];
		expect(Math.abs(to.x - from.x) + Math.abs(to.y - from.y)).toBe(1);
	}
});

import { expect, test } from 'vitest';
import { mayReload, recent } from './reload.ts';

const MINUTE = 60_000;
const now = 100 * MINUTE;

test('[DISP6] at most 3 reloads in 30 minutes', () => {
	expect(mayReload([], now)).toBe(true);
	expect(mayReload([now - 20 * MINUTE, now - MINUTE], now)).toBe(true);
	expect(mayReload([now - 29 * MINUTE, now - 20 * MINUTE, now - MINUTE], now)).toBe(false);
	expect(mayReload([now - 30 * MINUTE, now - 20 * MINUTE, now - MINUTE], now)).toBe(true);
});

test('a clock that was set back forgets reloads of its future', () => {
	expect(recent([now + MINUTE, now - MINUTE], now)).toEqual([now - MINUTE]);
});

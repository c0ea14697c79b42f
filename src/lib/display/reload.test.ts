import { describe, expect, test } from 'vitest';
import { isNightly, mayReload, recent } from './reload.ts';
import { HOUR, MINUTE } from '../model/moments.ts';

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

describe('[DISP10] the nightly reload', () => {
	const nightly = (at: string, zone: string, { minute = 20, loaded = 30 * 24 } = {}) =>
		isNightly(Date.parse(at), Date.parse(at) - loaded * HOUR, zone, minute);

	test('comes from the screen’s minute after three on, by the workshop’s clock', () => {
		const at = (time: string) => nightly(`2026-11-24T${time}+08:00`, 'Asia/Shanghai');
		expect(at('02:59:59')).toBe(false);
		expect(at('03:19:59')).toBe(false);
		expect(at('03:20:00')).toBe(true);
		expect(at('03:59:59')).toBe(true);
		expect(at('04:00:00')).toBe(false);
		expect(at('15:30:00')).toBe(false);
		// Three o'clock somewhere else.
		expect(nightly('2026-11-24T03:30:00Z', 'Asia/Shanghai')).toBe(false);
		expect(nightly('2026-11-24T03:30:00+05:45', 'Asia/Kathmandu')).toBe(true);
	});

	test('comes once a night', () => {
		expect(nightly('2026-11-24T03:30:00Z', 'UTC', { loaded: 5.9 })).toBe(false);
		expect(nightly('2026-11-24T03:30:00Z', 'UTC', { loaded: 6 })).toBe(true);
	});

	test('comes at the same hour where clocks go forward and back', () => {
		// Berlin: 2026-03-29 from 2 to 3, 2026-10-25 from 3 to 2.
		expect(nightly('2026-03-29T01:30:00Z', 'Europe/Berlin')).toBe(true);
		expect(nightly('2026-03-29T02:30:00Z', 'Europe/Berlin')).toBe(false);
		expect(nightly('2026-10-25T01:30:00Z', 'Europe/Berlin')).toBe(false);
		expect(nightly('2026-10-25T02:30:00Z', 'Europe/Berlin')).toBe(true);
	});

	test('comes once where the hour from 3 to 4 comes twice, and the next night where there is none', () => {
		// Athens: 2026-10-25 from 4 to 3, 2026-03-29 from 3 to 4.
		expect(nightly('2026-10-25T00:30:00Z', 'Europe/Athens')).toBe(true);
		expect(nightly('2026-10-25T01:30:00Z', 'Europe/Athens', { loaded: 1 })).toBe(false);
		for (let minute = 0; minute < 24 * 60; minute += 5) {
			const at = new Date(Date.parse('2026-03-28T22:00:00Z') + minute * MINUTE).toISOString();
			expect([at, nightly(at, 'Europe/Athens')]).toEqual([at, false]);
		}
		expect(nightly('2026-03-30T00:30:00Z', 'Europe/Athens')).toBe(true);
	});
});

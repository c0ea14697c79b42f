import { describe, expect, test } from 'vitest';
import { type Health, healthOf, isAlarm, type Spoken } from './health.ts';

const now = 1_000_000_000;
const well: Spoken = { heardAt: now, report: { build: 'b', sound: 'none' }, behindSince: null };
const health = (more: Partial<Spoken>) => healthOf({ ...well, ...more }, 'b', now);

describe('[SCR5] a screen', () => {
	test('is silent after 30 s without a word', () => {
		expect(health({ heardAt: now - 29_999 })).toBe('well');
		expect(health({ heardAt: now - 30_000 })).toBe('silent');
	});

	test('is behind after 12 s', () => {
		expect(health({ behindSince: now - 11_999 })).toBe('well');
		expect(health({ behindSince: now - 12_000 })).toBe('behind');
	});

	test('that never spoke is new, however long', () => {
		expect(health({ heardAt: null, report: null })).toBe('new');
	});

	test('says when its page is old, and when its browser makes no sound', () => {
		expect(health({ report: { build: 'a', sound: 'none' } })).toBe('oldBuild');
		expect(health({ report: { build: 'b', sound: 'blocked' } })).toBe('soundBlocked');
		expect(health({ report: { build: 'b', sound: 'ready' } })).toBe('well');
	});

	test('says the worst first', () => {
		const all: Spoken = {
			...{ heardAt: now - 30_000, behindSince: now - 60_000 },
			report: { build: 'a', sound: 'blocked' }
		};
		expect(health(all)).toBe('silent');
		expect(health({ ...all, heardAt: now })).toBe('behind');
		expect(health({ ...all, heardAt: now, behindSince: null })).toBe('oldBuild');
	});
});

test('[SCR5] silent and behind are alarms, nothing else', () => {
	const all: Health[] = ['new', 'silent', 'behind', 'oldBuild', 'soundBlocked', 'well'];
	expect(all.filter(isAlarm)).toEqual(['silent', 'behind']);
});

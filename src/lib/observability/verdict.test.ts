import { describe, expect, test } from 'vitest';
import { type Facts, judge } from './verdict.ts';

const well: Facts = {
	...{ database: 2, redis: true, programs: 1, screens: { well: 3, oldBuild: 1 } },
	...{ recent: { count: 9, p50: 8, p95: 20 }, disk: { free: 50e9, total: 100e9 } }
};

describe('[OBS6] how a site does', () => {
	test('well', () => {
		const all = { database: 'well', redis: 'well', screens: 'well', commands: 'well', disk: 'well' };
		expect(judge(well)).toEqual(all);
	});

	test('of what there is not nothing is said', () => {
		const recent = { count: 0, p50: null, p95: null };
		expect(judge({ ...well, redis: null, screens: {}, recent, disk: null })).toEqual({ database: 'well' });
	});

	test.each<[Partial<Facts>, object]>([
		[{ database: null }, { database: 'alarm' }],
		[{ database: 501 }, { database: 'look' }],
		[{ redis: false }, { redis: 'look' }],
		[{ screens: { well: 3, silent: 1 } }, { screens: 'alarm' }],
		[{ screens: { behind: 1 } }, { screens: 'alarm' }],
		[{ recent: { count: 9, p50: 8, p95: 501 } }, { commands: 'look' }],
		[{ disk: { free: 4e9, total: 100e9 } }, { disk: 'look' }],
		[{ disk: { free: 4e9, total: 8e9 } }, { disk: 'well' }],
		[{ disk: { free: 0.9e9, total: 8e9 } }, { disk: 'alarm' }]
	])('%j', (facts, verdict) => {
		expect(judge({ ...well, ...facts })).toMatchObject(verdict);
	});
});

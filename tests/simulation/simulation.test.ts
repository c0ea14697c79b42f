import { describe, expect, test } from 'vitest';
import { keptSeeds } from './kept-seeds.testing.ts';
import { rival } from './planted.testing.ts';
import { report } from './report.testing.ts';
import { rush } from './rush.testing.ts';
import { simulate } from './simulate.testing.ts';

const SEEDS = 1_000;

describe('a simulated day of servers, database, Redis, network and screens', () => {
	test(
		`[SYNC1-SYNC9] [SYNC11] [SYNC12] [CMD2] [CMD6] [CMD14] [FEED5] whatever fails, in ${SEEDS} of them nothing is wrong on any screen`,
		{ timeout: 300_000 },
		async () => {
			const sum = { acknowledged: 0, commits: 0, shown: 0, received: 0, notLive: 0, besides: 0 };
			for (let seed = 1; seed <= SEEDS; seed++) {
				const outcome = await simulate(seed);
				if (outcome.violation) expect.unreachable(report(outcome));
				for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += outcome.counts[key];
			}
			// A day in which nothing happens proves nothing.
			expect(sum.acknowledged).toBeGreaterThan(20 * SEEDS);
			expect(sum.shown).toBeGreaterThan(50 * SEEDS);
			expect(sum.notLive).toBeGreaterThan(SEEDS);
			expect(sum.besides).toBeGreaterThan(SEEDS / 10);
		}
	);

	test.each(keptSeeds)('[SYNC9] seed $seed, kept because it found: $found', async ({ seed }) => {
		const outcome = await simulate(seed);
		if (outcome.violation) expect.unreachable(report(outcome));
	});

	test('[SIM1] is decided by its seed alone', async () => {
		const first = await simulate(5, { all: true });
		const other = await simulate(6);
		const again = await simulate(5, { all: true });
		expect(again).toEqual(first);
		expect(other.hash).not.toBe(first.hash);
	});
});

describe('a thousand screens that are opened while cards move as fast as they can', () => {
	test('[SYNC1] [SYNC9] are all right at rest, and never were wrong', { timeout: 120_000 }, async () => {
		const { violation, wrong, counts } = await rush(1);
		expect({ violation, wrong }).toEqual({ violation: null, wrong: 0 });
		expect(counts.commits).toBeGreaterThan(300);
	});

	test(
		'[SIM3] are found wrong where the board is read before the room is joined',
		{ timeout: 60_000 },
		async () => {
			const { wrong } = await rush(1, { screens: 100, product: rival() });
			expect(wrong).toBeGreaterThan(40);
		}
	);
});

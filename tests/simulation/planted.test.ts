import { expect, test } from 'vitest';
import { planted } from './planted.testing.ts';
import { simulate } from './simulate.testing.ts';

/** A mistake that shows in fewer than one day of so many is one that a run of a thousand may miss. */
const SEEDS = 400;

test.each(planted)(
	'[SIM3] a product that $name is found out',
	{ timeout: 60_000 },
	async ({ product, found }) => {
		let violation: string | null = null;
		for (let seed = 1; seed <= SEEDS && violation === null; seed++) {
			({ violation } = await simulate(seed, { product: product() }));
		}
		expect(violation).toMatch(found);
	}
);

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../scripts/demo/chance.ts';
import { makeDataDir } from '../data-dir.ts';
import { leakIn } from './house.ts';
import { deal } from './deal.ts';
import { kinds } from './kinds.ts';
import { makeOtherBuild } from './other-build.ts';
import { plants } from './plants.ts';
import { runFaults } from './run.ts';
import { removeFolder } from './site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One of each family that says most in the least time: the long run is `npm run faults`. */
const short = [
	'process killed after COMMIT',
	'database cut at COMMIT',
	'PostgreSQL killed',
	'database half-open',
	'Redis killed and started empty',
	'screens half-open',
	'process stopped and continued'
];

test(
	'[CMD2] [CMD4] [CMD6] [SYNC7] [SYNC9] whatever fails, nothing acknowledged is lost or doubled, and all screens heal',
	{ timeout: 240_000 },
	async () => {
		const dataDir = await makeDataDir('faults');
		try {
			const outcome = await runFaults({
				...{ faults: short.length, seed: 5, root, next: await makeOtherBuild(root), dataDir },
				kinds: kinds.filter(({ name }) => short.includes(name)).map((kind) => ({ ...kind, weight: 1 })),
				say: () => {}
			});
			expect(outcome.found).toEqual([]);
			expect(outcome).toMatchObject({ faults: short.length, lost: 0, doubled: 0, diverged: 0, failed: 0 });
			expect(outcome.acknowledged).toBeGreaterThan(50);
		} finally {
			await removeFolder(dataDir);
		}
	}
);

describe('the run itself', () => {
	test('deals every kind in its share, the same for the same seed', () => {
		const round = kinds.reduce((sum, { weight }) => sum + weight, 0);
		const names = deal(round, chanceFrom(3))
			.flat()
			.map(({ name }) => name);
		for (const { name, weight } of kinds) {
			expect([name, names.filter((each) => each === name).length]).toEqual([name, weight]);
		}
		const again = deal(round, chanceFrom(3)).flat();
		expect(again.map(({ name }) => name)).toEqual(names);
	});

	test('[FEED5] [FEED3] finds a word of another workshop, and what is no business of an audience', () => {
		const house = { word: 'BCDFGH', slug: 'east' } as never;
		const other = { word: 'QRSTVW', slug: 'west' } as never;
		expect(leakIn('… BCDFGH model', 'wall', house, [other])).toBeNull();
		expect(leakIn('… QRSTVW model', 'board', house, [other])).toBe('a word of west');
		expect(leakIn('BCDFGHPHONE1', 'board', house, [other])).toBeNull();
		expect(leakIn('BCDFGHPHONE1', 'wall', house, [other])).toContain('PHONE');
		expect(leakIn('BCDFGH7PL', 'wall', house, [other])).toBeNull();
		expect(leakIn('BCDFGH7PL', 'lounge', house, [other])).toContain('PLATE');
	});

	test('every bug can still be planted: the text it changes stands in its file, once', async () => {
		expect(plants.length).toBeGreaterThanOrEqual(10);
		for (const { name, edits } of plants) {
			for (const { file, from, to } of edits) {
				const found = (await readFile(join(root, file), 'utf8')).split(from).length - 1;
				expect([name, file, found]).toEqual([name, file, 1]);
				expect(to).not.toBe(from);
			}
		}
	});
});

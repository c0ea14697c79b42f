import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('everything by itself; less with --quick, and what is said besides counts', () => {
	expect(readOptions([])).toMatchObject({ screens: [1, 50, 200, 500], rounds: 5, json: null });
	const quick = readOptions(['--quick', '--screens', '3,4', '--json', 'out.json']);
	expect(quick).toMatchObject({ screens: [3, 4], rounds: 5, moves: 25, json: 'out.json' });
	expect(quick).toMatchObject({ only: ['moves', 'throughput', 'opening', 'pages'] });
});

test('what is no whole number above 0, or no part of it, is refused', () => {
	expect(() => readOptions(['--moves', '0'])).toThrow('--moves');
	expect(() => readOptions(['--screens', '1,x'])).toThrow('--screens');
	expect(() => readOptions(['--only', 'moves,speed'])).toThrow('speed');
	expect(() => readOptions(['--fast'])).toThrow();
});

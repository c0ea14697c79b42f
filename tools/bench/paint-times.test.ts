import { expect, test } from 'vitest';
import { paintTimes } from './paint-times.ts';

test('a move is painted when its own car shows its own stage, not before it was due', () => {
	const paints = [
		{ plate: 'A', stage: 'Body', at: 5 },
		{ plate: 'B', stage: 'Body', at: 30 },
		{ plate: 'A', stage: 'Body', at: 42 },
		{ plate: 'A', stage: 'Mechanical', at: 70 }
	];
	const moves = [
		{ due: 10, plate: 'A', stage: 'Body' },
		{ due: 50, plate: 'A', stage: 'Mechanical' },
		{ due: 60, plate: 'B', stage: 'Mechanical' }
	];
	expect(paintTimes(moves, paints)).toEqual([32, 20]);
});

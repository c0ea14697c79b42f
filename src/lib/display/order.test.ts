import { expect, test } from 'vitest';
import { byPromise, byUrgency, isPinned, type Ranked } from './order.ts';

const car = (id: string, given: Partial<Ranked['outlook'] & Omit<Ranked, 'outlook'>>): Ranked => {
	const { stopped = false, promise = 1_000, ...outlook } = given;
	return {
		id,
		stopped,
		promise,
		outlook: { state: 'onTime', overdue: false, minutes: 0, ready: false, ...outlook }
	};
};

const cars = [
	car('tomorrow', { promise: 9_000 }),
	car('soon', { promise: 2_000 }),
	car('unpromised', { promise: null, state: 'none' }),
	car('tight', { state: 'tight', promise: 3_000 }),
	car('late', { state: 'late', minutes: 5 }),
	car('latest', { state: 'late', minutes: 90, stopped: true }),
	car('stopped', { stopped: true, promise: 8_000 }),
	car('stopped first', { stopped: true, promise: 7_000 }),
	car('ready late', { state: 'late', minutes: 200, ready: true }),
	car('ready, awaits its owner', { ready: true, stopped: true, promise: 500 })
];

test('[DISP3] late first, the latest on top, then stopped, tight, by promise; ready ones last', () => {
	expect([...cars].sort(byUrgency).map(({ id }) => id)).toEqual([
		...['latest', 'late', 'stopped first', 'stopped', 'tight', 'soon', 'tomorrow', 'unpromised'],
		...['ready, awaits its owner', 'ready late']
	]);
});

test('[DISP3] pinned are the late and the stopped that somebody must act on', () => {
	expect(cars.filter(isPinned).map(({ id }) => id)).toEqual(['late', 'latest', 'stopped', 'stopped first']);
});

test('equals keep one order whatever order they came in', () => {
	const twins = [car('a', {}), car('b', {})];
	expect([...twins].reverse().sort(byUrgency)).toEqual(twins);
	expect([...twins].reverse().sort(byPromise)).toEqual(twins);
});

import { describe, expect, test } from 'vitest';
import { after, jobIn, stages, stopFor, technician } from '../job/job.testing.ts';
import type { BoardCard } from '../feeds/board.ts';
import { type Filter, isOn, noFilter, passes } from './filter.ts';

const job: BoardCard = { ...jobIn(stages.repair), ticket: 'A27', technicianId: technician.id };
const shows = (filter: Partial<Filter>, card = job, state: 'none' | 'onTime' | 'tight' | 'late' = 'onTime') =>
	passes({ ...noFilter, ...filter }, card, state);

describe('search', () => {
	test.each([
		'9x770',
		'７７０',
		'豫a·9X',
		'x77',
		'赵一',
		'ro-2411-018',
		'RO2411'.slice(0, 2),
		'a27',
		'0000001'
	])('finds the car by %s', (search) => {
		expect(shows({ search })).toBe(true);
	});

	test.each(['9X771', '赵二', 'A28'])('does not find it by %s', (search) => {
		expect(shows({ search })).toBe(false);
	});

	test('of blanks is none', () => {
		expect(shows({ search: '  ' })).toBe(true);
		expect(isOn({ ...noFilter, search: '  ' })).toBe(false);
	});
});

test('by technician and by stoppage', () => {
	const stopped = after(job, stopFor('parts'));
	expect([shows({ technicianId: technician.id }), shows({ technicianId: 'other' })]).toEqual([true, false]);
	expect([shows({ stopped: true }), shows({ stopped: true }, { ...job, ...stopped })]).toEqual([false, true]);
});

test('late and tight together show both, and nothing that is on time', () => {
	const states = (['none', 'onTime', 'tight', 'late'] as const).filter((state) =>
		shows({ late: true, tight: true }, job, state)
	);
	expect(states).toEqual(['tight', 'late']);
	expect(shows({ late: true }, job, 'tight')).toBe(false);
});

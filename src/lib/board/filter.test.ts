import { describe, expect, test } from 'vitest';
import { after, jobIn, stages, stopFor, technician } from '../job/job.testing.ts';
import { type BoardCard, floorFeed } from '../feeds/board.ts';
import { type Filter, isOn, noFilter, passes } from './filter.ts';

const job: BoardCard = { ...jobIn(stages.repair), ticket: 'A27', technicianId: technician.id };
const outlooks = {
	none: { state: 'none', overdue: false },
	onTime: { state: 'onTime', overdue: false },
	tight: { state: 'tight', overdue: false },
	behind: { state: 'late', overdue: false },
	late: { state: 'late', overdue: true }
} as const;

const shows = (
	filter: Partial<Filter>,
	card = job,
	name: keyof typeof outlooks = 'onTime',
	ready = false,
	isMine = false
) =>
	passes(
		{ ...noFilter, ...filter },
		card,
		{ ...outlooks[name], ready, minutes: 0, readyBy: 0 },
		() => isMine
	);

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

test('[TURN7] by whose turn it is, together with the others', () => {
	const mine = (filter: Partial<Filter>, isMine: boolean) => shows(filter, job, 'late', false, isMine);
	expect([mine({ mine: true }, true), mine({ mine: true }, false)]).toEqual([true, false]);
	expect([mine({ mine: true, late: true }, true), mine({ mine: true, tight: true }, true)]).toEqual([
		true,
		false
	]);
	expect(isOn({ ...noFilter, mine: true })).toBe(true);
});

test('late and tight together show both, and nothing that is on time', () => {
	const names = Object.keys(outlooks) as (keyof typeof outlooks)[];
	const shown = (filter: Partial<Filter>) => names.filter((name) => shows(filter, job, name));
	expect(shown({ late: true, tight: true })).toEqual(['tight', 'late']);
	expect(shown({ late: true })).toEqual(['late']);
});

test('[TIME6] jobs that will be late are shown apart from those that are, and ready ones with neither', () => {
	expect([shows({ behind: true }, job, 'behind'), shows({ behind: true }, job, 'late')]).toEqual([
		true,
		false
	]);
	expect(shows({ late: true }, job, 'late', true)).toBe(false);
});

test('[FEED10] where customers are masked a search by name or phone number finds what is shown, and no more', () => {
	const masked = floorFeed.card(job, { openWindows: [] } as never)!;
	const finds = (search: string) => shows({ search }, masked);
	const { name, phone } = job.customer;
	const whole = [name, name.slice(1), phone, phone.slice(-4)];
	expect(whole.map(finds)).toEqual(whole.map(() => false));
	expect([finds(name[0]!), finds(job.ticket)]).toEqual([true, true]);
});

import { describe, expect, test } from 'vitest';
import type { ProgressCard } from '../feeds/job.ts';
import type { StageKind } from '../model/stage.ts';
import { headlineOf, stepsOfVisit } from './progress.ts';

const steps: StageKind[] = ['arrived', 'waiting', 'diagnosis', 'repair', 'inspection', 'wash', 'ready'];

const card = (given: Partial<ProgressCard>): ProgressCard => ({
	...{ id: 'j', status: 'open', ticket: 'A27', plate: '', model: '', colour: '', work: '', advisor: '' },
	...{ step: 'repair', reached: {}, bookedFor: null, arrivedAt: 100, readyAt: null, closedAt: null },
	...{ promise: null, promiseChange: null, lateFrom: null, waitsFor: null },
	...given
});

const told = (given: Partial<ProgressCard>, of = steps) =>
	stepsOfVisit(card(given), of).map(({ kind, state, at }) => `${kind} ${state} ${at ?? '-'}`);

describe('steps of a visit', () => {
	test('done with their times, the current one since when, those ahead without', () => {
		const reached = { arrived: 101, waiting: 110, diagnosis: 120, repair: 130 };
		expect(told({ reached })).toEqual([
			...['arrived done 100', 'waiting done 110', 'diagnosis done 120', 'repair current 130'],
			...['inspection ahead -', 'wash ahead -', 'ready ahead -']
		]);
	});

	test('a step that was not taken is left out', () => {
		expect(told({ step: 'wash', reached: { arrived: 101, repair: 130, wash: 150 } })).toEqual([
			...['arrived done 100', 'repair done 130', 'wash current 150', 'ready ahead -']
		]);
	});

	test('a booking is a step until the car comes', () => {
		expect(told({ step: 'booked', arrivedAt: null, bookedFor: 500 }, ['arrived', 'ready'])).toEqual([
			...['booked current 500', 'arrived ahead -', 'ready ahead -']
		]);
	});

	test('a stage that the workshop hides is a step while the car stands in it', () => {
		expect(told({ step: 'diagnosis', reached: { diagnosis: 120 } }, ['repair', 'ready'])).toEqual([
			...['diagnosis current 120', 'repair ahead -', 'ready ahead -']
		]);
	});

	test('handed over: everything is done', () => {
		const reached = { repair: 130, ready: 160 };
		expect(told({ status: 'delivered', step: 'ready', reached, closedAt: 200 })).toEqual([
			...['repair done 130', 'ready done 160', 'delivered current 200']
		]);
	});

	test('cancelled: nothing is to come', () => {
		expect(told({ status: 'cancelled' })).toEqual([]);
	});
});

describe('what is told first', () => {
	test.each<[Partial<ProgressCard>, object]>([
		[{ status: 'cancelled', promise: 900 }, { kind: 'cancelled' }],
		[
			{ status: 'delivered', closedAt: 200, readyAt: 160 },
			{ kind: 'delivered', at: 200 }
		],
		[
			{ arrivedAt: null, bookedFor: 500, promise: 900 },
			{ kind: 'booked', at: 500 }
		],
		[
			{ readyAt: 160, promise: 150 },
			{ kind: 'ready', at: 160 }
		],
		[{ promise: 900 }, { kind: 'promised', at: 900 }],
		[
			{ promise: 900, lateFrom: 401 },
			{ kind: 'promised', at: 900 }
		],
		[
			{ promise: 900, lateFrom: 400 },
			{ kind: 'delayed', at: 900 }
		],
		[{ promise: 399 }, { kind: 'passed', at: 399 }],
		[{}, { kind: 'unpromised' }]
	])('%o', (given, headline) => expect(headlineOf(card(given), 400)).toEqual(headline));
});

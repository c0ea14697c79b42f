import { describe, expect, test } from 'vitest';
import type { LoungeCard, LoungeMeta } from '../feeds/lounge.ts';
import type { StageKind } from '../model/stage.ts';
import { calledCar, loungeRows, readyCars, stepsReached } from './lounge-row.ts';
import { MINUTE } from '../model/moments.ts';

const NOW = Date.UTC(2026, 10, 24, 6, 37);
const steps: StageKind[] = ['arrived', 'diagnosis', 'repair', 'inspection', 'ready'];
const meta: LoungeMeta = {
	...{ workshop: { name: '一号车间', timeZone: 'Asia/Shanghai' }, pickupDesk: '2 号服务台', steps }
};
const card = (ticket: string, given: Partial<LoungeCard> = {}): LoungeCard => ({
	...{ id: ticket, ticket, model: '天籁', colour: '白', step: 'repair', waiting: false },
	...{ promise: NOW + 60 * MINUTE, readyAt: null },
	...given
});

describe('cars in work', () => {
	test('the soonest promise first, ready ones apart', () => {
		const cards = [
			card('A01', { promise: null }),
			card('A02'),
			card('A03', { promise: NOW + 20 * MINUTE }),
			card('A04', { readyAt: NOW })
		];
		expect(loungeRows(cards, meta, NOW).map(({ ticket }) => ticket)).toEqual(['A03', 'A02', 'A01']);
	});

	test('times are the workshop’s; another day is named; a promise that has passed asks for the advisor', () => {
		const [passed, today, tomorrow] = loungeRows(
			[card('A01', { promise: NOW + 24 * 60 * MINUTE }), card('A02'), card('A03', { promise: NOW - MINUTE })],
			meta,
			NOW
		);
		expect(passed).toMatchObject({ ticket: 'A03', passed: true });
		expect(today).toMatchObject({ time: '15:37', day: '', passed: false });
		expect(tomorrow).toMatchObject({ time: '14:37', day: '明', passed: false });
	});

	test.each<[StageKind, number]>([
		['arrived', 1],
		['repair', 3],
		['ready', 5],
		// Steps that this workshop does not show.
		['waiting', 1],
		['wash', 4]
	])('at %s %i steps are reached', (step, reached) => expect(stepsReached(steps, step)).toBe(reached));
});

describe('ready cars', () => {
	const fresh = card('A10', { readyAt: NOW - MINUTE });
	const fresher = card('A11', { readyAt: NOW });
	const old = card('A12', { readyAt: NOW - 60 * MINUTE });

	test('the newest is large', () => {
		const ready = readyCars([old, fresher, card('A13'), fresh]);
		expect(ready.map(({ ticket }) => ticket)).toEqual(['A11', 'A10', 'A12']);
		expect(calledCar(ready, NOW, 0)).toEqual({ car: fresher, justReady: true });
	});

	test('those that became ready within five minutes take turns', () => {
		const ready = readyCars([old, fresher, fresh]);
		const large = [0, 1, 2].map((turn) => calledCar(ready, NOW, turn)?.car.ticket);
		expect(large).toEqual(['A11', 'A10', 'A11']);
	});

	test('after that the newest stays, without a call', () => {
		expect(calledCar(readyCars([old]), NOW, 3)).toEqual({ car: old, justReady: false });
		expect(calledCar([], NOW, 0)).toBeNull();
	});
});

import { describe, expect, test } from 'vitest';
import {
	type Columns,
	columnsFor,
	uprightColumnsFor,
	fitsBay,
	fitsColour,
	fitsDayAndTime
} from './columns.ts';
import type { WallRow } from './wall-row.ts';

const row = (given: Partial<WallRow>): WallRow => ({
	...{
		id: 'j',
		plate: '豫A\u20099X770',
		model: '天籁',
		colour: '珠光白',
		stageId: 's',
		stage: '机修',
		progress: 0.5
	},
	...{ stopped: false, stoppage: '', age: '', technician: '李磊', assigned: true, bay: '6号' },
	...{ promise: 1, timed: true, day: '', time: '15:45' },
	outlook: { state: 'onTime', overdue: false, ready: false, minutes: 18, readyBy: 0 },
	words: { tone: 'fine', sign: '✓', word: '准时', minutes: '−18′' },
	...given
});

const late = row({
	words: { tone: 'late', sign: '▲', word: '将超时', minutes: '+1:45' },
	stoppage: '待料',
	age: '2:10'
});
const tomorrow = row({ day: '周三' });

const shown = ({ plate, stage, promise, outlook, people, model }: Columns) =>
	Object.entries({ plate, stage, promise, outlook, people, model })
		.filter(([, width]) => width > 0)
		.map(([name]) => name);
const total = ({ plate, stage, promise, outlook, people, model }: Columns) =>
	plate + stage + promise + outlook + people + model;

describe('columns', () => {
	test('[DISP2] with room for all, all is shown', () => {
		const columns = columnsFor([late, tomorrow], 40);
		expect(shown(columns)).toEqual(['plate', 'stage', 'promise', 'outlook', 'people', 'model']);
		expect(columns.minutes).toBe(true);
		expect(fitsDayAndTime(tomorrow, columns)).toBe(true);
		expect(fitsColour(late, columns) && fitsBay(late, columns)).toBe(true);
	});

	test('[DISP2] with less, the least important is left out first', () => {
		const at = (room: number) => columnsFor([late, tomorrow], room);
		expect(fitsDayAndTime(tomorrow, at(28))).toBe(false);
		expect(shown(at(28))).toContain('model');
		expect(shown(at(25))).toEqual(['plate', 'stage', 'promise', 'outlook', 'people', 'model']);
		expect(fitsColour(late, at(25))).toBe(false);
		expect(shown(at(23.5))).toEqual(['plate', 'stage', 'promise', 'outlook', 'people']);
		expect(shown(at(21))).toEqual(['plate', 'stage', 'promise', 'outlook']);
		expect(at(21).minutes).toBe(true);
		expect(at(17).minutes).toBe(false);
		expect(at(17).stage).toBe(at(40).stage);
	});

	test('[DISP2] a row is never wider than the glass', () => {
		for (let room = 17; room < 45; room += 0.25) {
			expect(total(columnsFor([late, tomorrow, row({})], room))).toBeLessThanOrEqual(room);
		}
	});

	test('one long name does not take the room of all models', () => {
		const rows = [...Array.from({ length: 9 }, () => row({})), row({ technician: '亚历山大·欧阳志远' })];
		const columns = columnsFor(rows, 26);
		expect(fitsColour(row({}), columns)).toBe(true);
		expect(fitsBay(row({}), columns)).toBe(true);
		expect(fitsBay(rows[9]!, columns)).toBe(false);
	});

	test('[DISP2] upright and from far away an outlook keeps its sign and loses its word, never a digit of the plate', () => {
		const near = uprightColumnsFor([late], 15);
		expect([near.word, near.minutes]).toEqual([true, true]);
		const far = uprightColumnsFor([late], 10.2);
		expect([far.word, far.minutes]).toEqual([false, false]);
		expect(far.plate + far.promise + far.outlook).toBeLessThanOrEqual(10.2);
	});

	test('an empty wall has no columns', () => expect(total(columnsFor([], 28))).toBe(0));
});

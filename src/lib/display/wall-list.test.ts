import { describe, expect, test } from 'vitest';
import { shownIn } from './list-row.ts';
import { listFor, type Part, type WallList } from './wall-list.ts';
import { wallRow, wallRowLate } from './wall-row.testing.ts';

const late = wallRowLate({ stopped: true, stoppage: '待料', age: '2:10' });
const wednesday = wallRow({ day: '周三' });
const rows = [late, wednesday, ...Array.from({ length: 18 }, () => wallRow())];
/** Nine rows of one line. */
const HEIGHT = 13.6;

const at = (room: number, of = rows) => listFor(of, room, HEIGHT);
const shown = ({ widths }: WallList) =>
	(['plate', 'stage', 'hour', 'outlook', 'people', 'model'] as Part[]).filter((part) => widths[part] > 0);

describe('the wall as a list', () => {
	test('[DISP13] with room for all, all is shown in one line', () => {
		const list = at(32);
		expect(list.lines).toHaveLength(1);
		expect(list).toMatchObject({ size: 9, word: true, minutes: true });
		expect(shownIn(wednesday, list.widths)).toMatchObject({
			model: '天籁 珠光白',
			technician: '李磊',
			bay: '6号'
		});
		expect(shownIn(late, list.widths)).toMatchObject({ stage: '待料', age: '2:10' });
	});

	test('[DISP13] with less, colour, model, bay, minutes go in this order; then a row has two lines', () => {
		const told = (room: number) => {
			const list = at(room);
			const { model, bay, technician } = shownIn(wednesday, list.widths);
			return [list.lines.length, model, bay, list.minutes ? 'minutes' : '', technician].join(' ');
		};
		const steps: string[] = [];
		for (let room = 32; room > 14; room -= 0.1) {
			const step = told(room);
			if (step !== steps[steps.length - 1]) steps.push(step);
		}
		expect(steps.slice(0, 5)).toEqual([
			'1 天籁 珠光白 6号 minutes 李磊',
			'1 天籁 6号 minutes 李磊',
			'1  6号 minutes 李磊',
			'1   minutes 李磊',
			'1    李磊'
		]);
		expect(steps[5]).toMatch(/^2 /);
	});

	test('[DISP13] plate or code, stage and hour with its day are there in any room', () => {
		for (let room = 5.4; room < 40; room += 0.1) {
			const list = at(room);
			const parts = shown(list);
			expect(parts).toEqual(expect.arrayContaining(['plate', 'stage', 'hour']));
			for (const line of list.lines) {
				const widths = line.map((part) => list.widths[part]).filter((width) => width > 0);
				const total = widths.reduce((sum, width) => sum + width, 0.42 * (widths.length - 1));
				expect(total, `${room}`).toBeLessThanOrEqual(room + 0.001);
			}
			const { plate, stage } = shownIn(wednesday, list.widths);
			expect([wednesday.plate, 'A27']).toContain(plate);
			expect(stage).toBe('机修');
		}
	});

	test('[DISP13] higher rows show more where they take no further page', () => {
		const few = [late, wednesday, wallRow()];
		expect(at(19, few).lines).toHaveLength(2);
		expect(at(19).lines).toHaveLength(1);
	});

	test('[DISP13] a glass too narrow for plates shows codes', () => {
		const narrow = listFor(rows, 5.4, 8);
		expect(shownIn(wednesday, narrow.widths).plate).toBe('A27');
		expect(shownIn(wednesday, at(20).widths).plate).toBe(wednesday.plate);
	});

	test('[DISP13] of one foreign plate the code stands there, where it is longer than ten signs', () => {
		const long = wallRow({ plate: 'WWWWWW-WWWWW' });
		const list = at(28, [...rows, long]);
		expect(shownIn(long, list.widths).plate).toBe('A27');
		const ten = wallRow({ plate: 'WWM-12345W' });
		expect(shownIn(ten, at(28, [...rows, ten]).widths).plate).toBe('WWM-12345W');
	});

	test('one long name does not take the room of all models', () => {
		const long = wallRow({ technician: '亚历山大·欧阳志远' });
		const list = at(27, [...rows, long]);
		expect(shownIn(wednesday, list.widths).model).toContain('天籁');
		expect(['', long.technician]).toContain(shownIn(long, list.widths).technician);
	});
});

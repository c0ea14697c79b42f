import { describe, expect, test } from 'vitest';
import { CAR, carIn, heightOf, THIRD, widthOf } from './car.ts';
import { wallRow } from './wall-row.testing.ts';

const late = wallRow({
	outlook: { state: 'late', overdue: true, ready: false, minutes: 25, readyBy: 0 },
	words: { tone: 'late', sign: '▲', word: '超时', minutes: '+25′' }
});
const stopped = wallRow({ stopped: true, stoppage: '待确认', age: '0:35' });
const tomorrow = wallRow({ day: '周三' });
const names = (...texts: string[]) => ({ texts, mayGrow: false });

describe('a car in a column', () => {
	test('[DISP2] of what may stand beside the time the first that fits does', () => {
		const beside = (width: number) => carIn(late, names('将超时了吗', '超时', '+25′'), width).beside;
		expect(beside(8.2)).toBe('将超时了吗');
		expect(beside(6)).toBe('超时');
		expect(beside(5.3)).toBe('');
	});

	test('[DISP2] the last is cut off, but not to a stump', () => {
		expect(carIn(late, names('Alexander'), 6.1).beside).toBe('Alexander');
		expect(carIn(late, names('Alexander'), 5.9).beside).toBe('');
	});

	test('[DISP7] what must be said and does not fit has a third line', () => {
		const pinned = (width: number) => carIn(stopped, { texts: ['Mechanical'], mayGrow: true }, width);
		expect(pinned(10)).toMatchObject({ tall: false, beside: 'Mechanical' });
		expect(pinned(6)).toMatchObject({ tall: true, beside: 'Mechanical', withAge: true });
		expect(heightOf(pinned(6)) - heightOf(pinned(10))).toBeCloseTo(THIRD);
		expect(heightOf(pinned(10))).toBe(CAR);
	});

	test('[DISP2] a stoppage loses its age, a promise for another day its time, before anything is cut off', () => {
		expect(carIn(stopped, names('机修'), 6.5)).toMatchObject({ beside: '机修', withAge: true });
		expect(carIn(stopped, names('机修'), 5)).toMatchObject({ beside: '机修', withAge: false });
		expect(carIn(tomorrow, names('机修'), 8)).toMatchObject({ beside: '机修', whole: true });
		expect(carIn(tomorrow, names('机修'), 6)).toMatchObject({ beside: '机修', whole: false });
	});

	test('[DISP2] no card is narrower than plate, time and stoppage', () => {
		expect(widthOf(late)).toBeGreaterThan(5);
		expect(widthOf(wallRow({ plate: 'A27' }))).toBeLessThan(4);
		expect(widthOf(wallRow({ plate: 'A27', stoppage: 'Technician' }))).toBeGreaterThan(4);
		expect(widthOf(late, 'Mechanical repair')).toBeGreaterThan(widthOf(late));
	});
});

import { describe, expect, test } from 'vitest';
import { CAR, carIn, heightOf, LOWER, widthOf } from './car.ts';
import { wallRow, wallRowLate } from './wall-row.testing.ts';

const late = wallRowLate();
const stopped = wallRow({ stopped: true, stoppage: '待确认', age: '0:35' });
const english = wallRow({ stage: 'Quality check', stageForms: ['Quality check', 'Check'] });
const dean = { technician: 'Dean Woods' };

describe('a car in a column', () => {
	test('[DISP13] beside the hour stands the outlook’s word, else its minutes, else nothing', () => {
		const beside = (width: number) => carIn(late, { outlook: true }, width).beside?.text;
		expect(beside(6)).toBe('超时');
		expect(
			carIn(wallRowLate({ words: { ...late.words, word: '将超时' } }), { outlook: true }, 6.2)
		).toMatchObject({
			beside: { text: '+25′' }
		});
		expect(beside(4.5)).toBeUndefined();
	});

	test('[DISP14] a technician’s name is shortened to an initial, or left out, and never cut', () => {
		const name = (width: number) => carIn(wallRow(dean), { people: true }, width).beside?.text;
		expect(name(12)).toBe('Dean Woods');
		expect(name(8)).toBe('Dean W.');
		expect(name(6)).toBeUndefined();
	});

	test('[DISP13] a stopped car keeps its hour; the stoppage has a line of its own', () => {
		const car = carIn(stopped, {}, 6);
		expect(car.below).toEqual([{ what: 'stoppage', text: '待确认', age: '0:35', end: '' }]);
		expect(heightOf(car)).toBeCloseTo(CAR + LOWER);
		expect(carIn(stopped, {}, 3.5).below[0]).toMatchObject({ text: '待确认', age: '' });
	});

	test('[DISP7] [DISP13] a stage that has no room beside the hour has a line of its own', () => {
		const staged = (width: number) => carIn(english, { stage: 'always' }, width);
		expect(staged(12)).toMatchObject({ beside: { text: 'Quality check' }, below: [] });
		expect(staged(7.5)).toMatchObject({ beside: { text: 'Check' }, below: [] });
		expect(staged(5)).toMatchObject({ beside: null, below: [{ what: 'stage', text: 'Check' }] });
	});

	test('[DISP8] an urgent car names its stage in any room, and its technician where there is any', () => {
		const car = (width: number) =>
			carIn(wallRow({ ...english, ...dean }), { stage: 'running', people: true }, width);
		expect(car(8)).toMatchObject({
			beside: { text: 'Dean W.' },
			below: [{ text: 'Quality check', end: '' }]
		});
		expect(car(7.2)).toMatchObject({ beside: null, below: [{ text: 'Check', end: 'Dean W.' }] });
		expect(car(5)).toMatchObject({ beside: null, below: [{ text: 'Check', end: '' }] });
	});

	test('[DISP13] a plate too wide for a card gives way to the code, and a card is wide enough for ten signs', () => {
		expect(carIn(wallRow({ plate: 'WWMWW-123456' }), {}, 8).plate).toBe('A27');
		expect(widthOf(wallRow({ plate: 'ABC-123456' }))).toBeGreaterThan(6);
		expect(widthOf(wallRow({ plate: 'WWMWW-123456', time: '' }))).toBeLessThan(6);
		expect(widthOf(wallRow({ plate: 'A27', day: '周三' }))).toBeGreaterThan(5);
	});
});

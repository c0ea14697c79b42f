import { describe, expect, test } from 'vitest';
import { footOf, headerOf, sentenceOf } from './bar.ts';
import { layOut } from './layout.ts';

const glass = (inches: number, metres: number, upright = false) =>
	layOut({ inches, metres }, upright ? { width: 1080, height: 1920 } : { width: 1920, height: 1080 });
const counts = ['▲ Late 3', 'Behind 2', 'Stopped 4', 'Ready 5', 'In shop 28'];

describe('header', () => {
	test('[DISP13] all of it where there is room', () => {
		expect(headerOf(glass(75, 4), 'Workshop One', '24 Nov', counts)).toEqual({
			...{ name: 'Workshop One', date: '24 Nov', counts: 5 }
		});
	});

	test('[DISP13] the date goes first, then the counts from the last, the name’s last words, and it is never cut', () => {
		const name = 'Wolverhampton and Wednesbury Motor Works';
		const header = headerOf(glass(55, 5), name, '24 Nov', counts);
		expect(header.date).toBe('');
		expect(name.startsWith(header.name)).toBe(true);
		expect(headerOf(glass(32, 8, true), name, '24 Nov', counts)).toMatchObject({
			name: '',
			date: '',
			counts: 0
		});
	});
});

test('[SYNC8] [DISP13] that it is not live is said on the narrowest glass, the clock gives way', () => {
	const forms = ['▲ NOT LIVE since 14:05', '▲ NOT LIVE'];
	expect(sentenceOf(glass(55, 5), forms)).toEqual({ text: forms[0], large: true, clock: true });
	expect(sentenceOf(glass(32, 8, true), forms)).toMatchObject({ text: forms[1], clock: false });
});

test('[DISP4] [DISP13] a footer tells as much as it can, then as long as it can', () => {
	const told = [['293 more not shown', '+293'], ['2 / 7'], ['● Live', '●'], ['updated 14:05:09', '14:05:09']];
	expect(footOf(glass(55, 5), told)).toEqual(told.map(([long]) => long));
	expect(footOf(glass(32, 8, true), told).slice(0, 2)).toEqual(['+293', '2 / 7']);
	expect(footOf(glass(55, 5), [[], ['2 / 7']])).toEqual(['', '2 / 7']);
});

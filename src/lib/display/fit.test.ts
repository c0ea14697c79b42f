import { describe, expect, test } from 'vitest';
import { cutToFit, firstFitting, fitCount, nameForms, rest, served } from './fit.ts';
import { stageNames } from './stage-names.ts';
import { textWidth } from './text-width.ts';

describe('what fits', () => {
	test('[DISP13] the least worthy goes first, with all that is worth less', () => {
		expect(fitCount([2, 3, 1], 6)).toBe(3);
		expect(fitCount([2, 3, 1], 5.5)).toBe(2);
		expect(fitCount([2, 3, 1], 3)).toBe(1);
		expect(fitCount([2, 3, 1], 1)).toBe(0);
	});

	test('[DISP13] the longest form that has room', () => {
		expect(firstFitting(['Quality check', 'Check'], 20)).toBe('Quality check');
		expect(firstFitting(['Quality check', 'Check'], 4)).toBe('Check');
		expect(firstFitting(['Quality check', 'Check'], 1)).toBe('');
	});

	test.each([
		['ID.4 Crozz', 4, 'ID.4'],
		['ID.4 Crozz', 1, ''],
		['秦PLUS DM-i 冠军版', 6, '秦PLUS…'],
		['秦PLUS DM-i 冠军版', 2, ''],
		['一汽丰田凯美瑞', 4, '一汽丰田…'],
		['Highlander', 4, '']
	])('[DISP14] %s in %d em is “%s”: no word is cut', (text, room, cut) => {
		expect(cutToFit(text, room)).toBe(cut);
		expect(rest(cut)).toBeLessThanOrEqual(room);
	});

	test('[DISP14] a name is shortened to an initial, a Chinese one stays whole', () => {
		expect(nameForms('Dean Woods')).toEqual(['Dean Woods', 'Dean W.']);
		expect(nameForms('Wilhelmina van der Berg')).toEqual(['Wilhelmina van der Berg', 'Wilhelmina B.']);
		expect(nameForms('欧阳志远')).toEqual(['欧阳志远']);
		expect(nameForms('亚历山大·欧阳 志远')).toEqual(['亚历山大·欧阳 志远']);
	});

	test('one long text does not cost all others their room', () => {
		expect(served([1, 2, 2, 2, 9])).toBe(2);
		expect(served([])).toBe(0);
	});

	test('widths are those of Inter: narrow and wide signs, Chinese a square', () => {
		expect(textWidth('豫A\u20099X770')).toBeCloseTo(1 + 0.77 + 0.18 + 0.65 + 0.77 + 3 * 0.65);
		expect(textWidth('W')).toBeGreaterThan(2 * textWidth('t'));
	});
});

describe('names of stages', () => {
	const stage = (id: string, kind: 'waiting' | 'repair', name: string, hidden = false) => ({
		id,
		kind,
		name,
		hidden
	});
	const stages = [
		stage('w', 'waiting', '等待车间主任派工'),
		stage('m', 'repair', 'Mechanical'),
		stage('b', 'repair', 'Body and paint works')
	];
	const forms = (stageId: string, stageKind: 'waiting' | 'repair') =>
		stageNames({ stageId, stageKind }, stages).stageForms;

	test('[DISP14] the word of its kind stands for a stage', () => {
		expect(forms('w', 'waiting')).toEqual(['等待车间主任派工', '排队']);
	});

	test('[DISP14] where two stages are of that kind a name loses its last words first', () => {
		expect(forms('b', 'repair')).toEqual(['Body and paint works', 'Body and paint', 'Body', '维修']);
	});
});

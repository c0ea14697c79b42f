import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, NOW } from '../../job/job.testing.ts';
import { closingToday, inMinutes, MomentDraft, nextMorning } from './moment-draft.svelte.ts';

describe('a moment typed in', () => {
	test('is in the workshop’s time zone, wherever the browser is', () => {
		const shanghai = new MomentDraft('Asia/Shanghai', NOW);
		expect([shanghai.day, shanghai.time]).toEqual(['2026-11-24', '09:00']);
		shanghai.time = '14:30';
		expect(shanghai.moment).toBe(NOW + 5.5 * HOUR);
		expect(new MomentDraft('Europe/Berlin', NOW).time).toBe('02:00');
	});

	test('half written is none', () => {
		const draft = new MomentDraft('Asia/Shanghai', null);
		expect([draft.moment, draft.isEmpty]).toEqual([null, true]);
		draft.day = '2026-11-24';
		expect([draft.moment, draft.isEmpty]).toEqual([null, false]);
	});
});

test('quick choices fall on full five minutes', () => {
	expect(inMinutes(NOW + 2 * MINUTE, 30)).toBe(NOW + 35 * MINUTE);
});

describe('closing and opening', () => {
	const windows = [
		[NOW - HOUR, NOW + 3 * HOUR],
		[NOW + 4 * HOUR, NOW + 9 * HOUR],
		[NOW + 23 * HOUR, NOW + 33 * HOUR]
	] as const;

	test('today’s close is the end of its last window', () => {
		expect(closingToday(windows, NOW, 'Asia/Shanghai')).toBe(NOW + 9 * HOUR);
		expect(closingToday(windows, NOW + 10 * HOUR, 'Asia/Shanghai')).toBeNull();
	});

	test('the next morning is the first opening of a later day', () => {
		expect(nextMorning(windows, NOW, 'Asia/Shanghai')).toBe(NOW + 23 * HOUR);
		expect(nextMorning(windows.slice(0, 2), NOW, 'Asia/Shanghai')).toBeNull();
	});
});

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, NOW } from '../../job/job.testing.ts';
import { closingToday, inMinutes, MomentDraft, nextMorning, offsetWords } from './moment-draft.svelte.ts';

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

describe('[TIME3] days on which the clock changes', () => {
	const typed = (day: string, time: string) => {
		const draft = new MomentDraft('Europe/Berlin', null);
		[draft.day, draft.time] = [day, time];
		return draft;
	};

	test('a time that clocks skip is no moment', () => {
		const draft = typed('2027-03-28', '02:30');
		expect([draft.moment, draft.problem]).toEqual([null, 'skipped']);
		draft.time = '03:00';
		expect([draft.moment, draft.problem]).toEqual([Date.parse('2027-03-28T01:00Z'), null]);
	});

	test('a time that comes twice is a moment once somebody chose which', () => {
		const draft = typed('2026-10-25', '02:30');
		const both = [Date.parse('2026-10-25T00:30Z'), Date.parse('2026-10-25T01:30Z')];
		expect([draft.moment, draft.problem, draft.moments]).toEqual([null, 'twice', both]);
		expect(both.map((moment) => offsetWords(moment, 'Europe/Berlin'))).toEqual(['UTC+2', 'UTC+1']);
		draft.choice = both[1]!;
		expect([draft.moment, draft.problem]).toEqual([both[1], null]);
	});

	test('a moment that is shown again keeps which of the two it is', () => {
		const second = Date.parse('2026-10-25T01:30Z');
		expect(new MomentDraft('Europe/Berlin', second).moment).toBe(second);
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

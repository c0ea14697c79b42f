import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Calendar, dangerOf, lateFrom, outlook, type Projected, workLeft } from './outlook.ts';
import { HOUR, MINUTE, stages } from './job.testing.ts';
import type { Stage } from '../model/stage.ts';

/** 8:00 of a day on which the workshop is open from 8 to 18; the next day again. */
const EIGHT = Date.UTC(2026, 10, 24, 0);
const at = (hour: number, minute = 0): number => EIGHT + (hour - 8) * HOUR + minute * MINUTE;
const tomorrow = (hour: number): number => at(hour) + 24 * HOUR;
const calendar: Calendar = {
	stages: Object.values(stages),
	openWindows: [
		[at(8), at(18)],
		[tomorrow(8), tomorrow(18)]
	]
};
const only = (...kept: Stage[]): Calendar => ({ ...calendar, stages: kept });
/** Only the mechanics' work counts. */
const bare = only(stages.booked, stages.waiting, stages.repair, stages.ready);

const job = (stage: Stage, more: Partial<Projected> = {}): Projected => ({
	...{ status: 'open', stageId: stage.id, stageKind: stage.kind, stageSince: at(9), bookedFor: null },
	...{ readyAt: null, promise: at(16), standardHours: 2, worked: [], stoppage: null },
	workType: 'maintenance',
	...more
});
const stopped = (expectedUntil: number | null, otherWork = false) => ({
	stoppage: { expectedUntil, otherWork }
});
const readyBy = (projected: Projected, now: number, using: Calendar = bare): number =>
	outlook(projected, using, now).readyBy;

describe('work left', () => {
	test('[OUT2] standard hours run down while they are worked, in opening hours', () => {
		const begun = job(stages.repair, { worked: [{ from: at(10), to: null }] });
		expect(workLeft(begun, calendar, at(10))).toBe(2 * HOUR);
		expect(workLeft(begun, calendar, at(11))).toBe(HOUR);
		const overnight = job(stages.repair, { worked: [{ from: at(17), to: null }] });
		expect(workLeft(overnight, calendar, tomorrow(8))).toBe(HOUR);
		const twice = [
			{ from: at(9), to: at(9, 30) },
			{ from: at(11), to: at(11, 45) }
		];
		expect(workLeft(job(stages.waiting, { worked: twice }), calendar, at(15))).toBe(45 * MINUTE);
	});

	test('[OUT3] is one hour where nobody estimated, and never under five minutes before it is done', () => {
		expect(workLeft(job(stages.waiting, { standardHours: null }), calendar, at(9))).toBe(HOUR);
		expect(workLeft(job(stages.waiting, { standardHours: 0 }), calendar, at(9))).toBe(5 * MINUTE);
		const long = job(stages.repair, { worked: [{ from: at(9), to: null }] });
		expect(workLeft(long, calendar, at(15))).toBe(5 * MINUTE);
	});

	test('[OUT3] is none behind repair', () => {
		expect(workLeft(job(stages.inspection), calendar, at(9))).toBe(0);
		expect(workLeft(job(stages.wash), calendar, at(9))).toBe(0);
	});
});

describe('ready by', () => {
	test('[OUT4] work left from now, over night too', () => {
		expect(readyBy(job(stages.waiting), at(10))).toBe(at(12));
		expect(readyBy(job(stages.waiting), at(17))).toBe(tomorrow(9));
		expect(readyBy(job(stages.waiting), at(7))).toBe(at(10));
	});

	test('[OUT4] a booking not before its time', () => {
		expect(readyBy(job(stages.booked, { bookedFor: at(13) }), at(10))).toBe(at(15));
		expect(readyBy(job(stages.booked, { bookedFor: at(9) }), at(10))).toBe(at(12));
		expect(readyBy(job(stages.repair, { bookedFor: at(13) }), at(10))).toBe(at(12));
	});

	test('[OUT4] a halted job not before the stoppage should end', () => {
		expect(readyBy(job(stages.repair, stopped(at(13))), at(10))).toBe(at(15));
		expect(readyBy(job(stages.repair, stopped(at(9))), at(10))).toBe(at(12));
		expect(readyBy(job(stages.repair, stopped(null)), at(10))).toBe(at(12));
	});

	test('[OUT4] with other work going on the stoppage delays only what follows the work', () => {
		expect(readyBy(job(stages.repair, stopped(at(11), true)), at(10))).toBe(at(12));
		expect(readyBy(job(stages.repair, stopped(at(13), true)), at(10), calendar)).toBe(at(13, 25));
	});

	test('[OUT4] and then the allowances of the stages from here to ready, those in use', () => {
		expect(readyBy(job(stages.waiting), at(10), calendar)).toBe(at(12, 25));
		expect(readyBy(job(stages.wash, { stageSince: at(10) }), at(10), calendar)).toBe(at(10, 15));
		const hidden = { ...stages.wash, hidden: true };
		expect(readyBy(job(stages.waiting), at(10), only(stages.waiting, hidden, stages.ready))).toBe(at(12));
	});

	test('[OUT4] less the time stayed in this one, not less than nothing', () => {
		expect(readyBy(job(stages.inspection, { stageSince: at(10) }), at(10, 4), calendar)).toBe(at(10, 25));
		expect(readyBy(job(stages.inspection, { stageSince: at(10) }), at(14), calendar)).toBe(at(14, 15));
	});

	test('[OUT4] stages behind ready take none of the time', () => {
		const after = { ...stages.wash, position: 12 };
		expect(readyBy(job(stages.repair), at(10), only(stages.repair, stages.ready, after))).toBe(at(12));
		expect(readyBy(job(after, { stageSince: at(10) }), at(10), only(stages.ready, after))).toBe(at(10, 15));
	});
});

describe('state', () => {
	const state = (projected: Projected, now: number, using = bare) => outlook(projected, using, now);

	test('[OUT5] projected ready after the promise is late, by minutes of the clock', () => {
		const late = { state: 'late', overdue: false, ready: false };
		expect(state(job(stages.waiting), at(14, 30))).toMatchObject({ ...late, minutes: 30 });
		expect(state(job(stages.waiting, { promise: at(17) }), at(17))).toMatchObject({
			...late,
			minutes: 16 * 60
		});
		expect(state(job(stages.waiting), at(14) + 1)).toMatchObject({ ...late, minutes: 1 });
	});

	test('[OUT5] overdue once the promise itself has passed', () => {
		expect(state(job(stages.waiting), at(16))).toMatchObject({ state: 'late', overdue: false });
		expect(state(job(stages.waiting), at(16) + 1)).toMatchObject({ state: 'late', overdue: true });
	});

	test('[OUT5] a ready car is judged by when it became ready', () => {
		const inTime = job(stages.ready, { readyAt: at(15) });
		expect(state(inTime, tomorrow(9))).toMatchObject({
			state: 'onTime',
			ready: true,
			minutes: 60,
			readyBy: at(15)
		});
		const late = job(stages.ready, { readyAt: at(16, 20) });
		expect(state(late, tomorrow(9))).toMatchObject({
			state: 'late',
			overdue: true,
			ready: true,
			minutes: 20
		});
		// It is there: no slack is too small any more.
		expect(state(job(stages.ready, { readyAt: at(16) }), at(16)).state).toBe('onTime');
	});

	test('[OUT6] tight when the slack is under 15 % of the work left', () => {
		expect(state(job(stages.waiting), at(13, 42))).toMatchObject({ state: 'onTime', minutes: 18 });
		expect(state(job(stages.waiting), at(13, 42) + 1)).toMatchObject({ state: 'tight', minutes: 17 });
		expect(state(job(stages.waiting), at(14))).toMatchObject({ state: 'tight', minutes: 0 });
	});

	test('[OUT6] or under ten minutes, where that is more; slack is counted in opening hours', () => {
		const short = job(stages.waiting, { standardHours: 0.5 });
		expect(state(short, at(15, 20)).state).toBe('onTime');
		expect(state(short, at(15, 20) + 1).state).toBe('tight');
		const overnight = job(stages.waiting, { standardHours: 0.5, promise: tomorrow(8) });
		expect(state(overnight, at(17, 25))).toMatchObject({ state: 'tight', minutes: 5 });
	});

	test('[OUT6] or when work is halted and nobody knows until when, any more', () => {
		expect(state(job(stages.repair, stopped(null)), at(9)).state).toBe('tight');
		expect(state(job(stages.repair, stopped(at(10))), at(9)).state).toBe('onTime');
		expect(state(job(stages.repair, stopped(at(10))), at(10)).state).toBe('tight');
		expect(state(job(stages.repair, stopped(null, true)), at(9)).state).toBe('onTime');
	});

	test('[OUT7] otherwise on time; without a promise there is no outlook', () => {
		expect(state(job(stages.waiting), at(10))).toMatchObject({
			state: 'onTime',
			minutes: 240,
			overdue: false
		});
		expect(state(job(stages.waiting, { promise: null }), at(10))).toMatchObject({
			state: 'none',
			minutes: 0
		});
	});

	test('[OUT1] a stage no screen knows any more takes no time', () => {
		expect(readyBy(job(stages.wash), at(10), only(stages.ready))).toBe(at(10));
	});
});

describe('[OUT9] a stage that only some kinds of visit pass', () => {
	const body: Stage = { ...stages.body, allowance: 120, workTypes: ['accident', 'warranty'] };
	const all = [stages.waiting, stages.repair, body, stages.inspection, stages.ready];
	const using = { ...calendar, stages: all };
	const ready = (projected: Projected) => readyBy(projected, at(10), using);

	test('moves no outlook of another kind of visit, whatever its allowance', () => {
		const none = {
			...calendar,
			stages: all.map((stage) => ({ ...stage, allowance: stage === body ? 0 : stage.allowance }))
		};
		for (const stage of [stages.waiting, stages.repair]) {
			const oil = job(stage);
			expect(ready(oil)).toBe(readyBy(oil, at(10), none));
		}
	});

	test('counts for the kinds of visit that pass it', () => {
		const oil = job(stages.waiting);
		expect(ready({ ...oil, workType: 'accident' }) - ready(oil)).toBe(120 * MINUTE);
	});

	test('counts for whatever stands in it', () => {
		const there = job(body, { stageSince: at(10) });
		expect(ready(there)).toBe(at(14, 10));
	});

	test('without kinds is passed by all', () => {
		const open = { ...calendar, stages: all.map((stage) => ({ ...stage, workTypes: null })) };
		expect(readyBy(job(stages.waiting), at(10), open)).toBe(
			ready(job(stages.waiting, { workType: 'accident' }))
		);
	});
});

describe('from when on a promise is known to break', () => {
	test('[OUT8] of a queued job it is when the work no longer fits before the promise', () => {
		const from = lateFrom(job(stages.waiting), bare, at(9))!;
		expect(from - at(14)).toBeGreaterThan(0);
		expect(from - at(14)).toBeLessThanOrEqual(MINUTE);
	});

	test('[OUT8] of a job that is late already it is the moment asked about', () => {
		expect(lateFrom(job(stages.waiting), bare, at(15))).toBe(at(15));
	});

	test('[OUT8] without a promise, or once the car is ready, there is none', () => {
		expect(lateFrom(job(stages.waiting, { promise: null }), bare, at(9))).toBeNull();
		expect(lateFrom(job(stages.ready, { readyAt: at(17) }), bare, at(17))).toBeNull();
	});

	test('[OUT8] agrees with the outlook at every minute', () => {
		const quarter = (from: number, to: number) =>
			fc.integer({ min: from, max: to }).map((n) => at(8) + n * 15 * MINUTE);
		const projected = fc.record({
			stage: fc.constantFrom(stages.waiting, stages.repair, stages.inspection),
			promise: quarter(4, 130),
			standardHours: fc.option(fc.integer({ min: 0, max: 16 }).map((n) => n / 2)),
			begun: fc.option(quarter(0, 4)),
			until: fc.option(quarter(4, 60)),
			otherWork: fc.boolean()
		});
		fc.assert(
			fc.property(projected, quarter(4, 40), fc.integer({ min: 0, max: 2_000 }), (given, since, minutes) => {
				const { stage, begun, until, otherWork, ...rest } = given;
				// A stoppage that halts the work has ended its stretch. [OUT2]
				const isHalted = until !== null && !otherWork;
				const worked = begun === null ? [] : [{ from: begun, to: isHalted ? since : null }];
				const stoppage = until === null ? null : { expectedUntil: until, otherWork };
				const one = job(stage, { ...rest, worked, stoppage });
				const from = lateFrom(one, calendar, since)!;
				const now = since + minutes * MINUTE;
				// To the minute: what is looked for lies within the last one.
				if (Math.abs(now - from) < MINUTE) return;
				expect(outlook(one, calendar, now).state === 'late').toBe(now >= from);
			})
		);
	});
});

describe('what threatens a promise', () => {
	test('[TIME6] a promise that has passed is late, one that will be broken is behind, a ready car is neither', () => {
		const danger = (now: number, more: Partial<Projected> = {}) =>
			dangerOf(outlook(job(stages.waiting, more), bare, now));
		expect([danger(at(10)), danger(at(13, 50)), danger(at(15)), danger(at(17))]).toEqual([
			...[null, 'tight', 'behind', 'late']
		]);
		expect(danger(at(17), { readyAt: at(16, 30) })).toBeNull();
	});
});

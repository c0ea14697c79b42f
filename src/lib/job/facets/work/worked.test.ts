import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveAll } from '../../evolve.ts';
import type { JobEvent } from '../../event.ts';
import { jobIn, lin, MINUTE, NOW, stages } from '../../job.testing.ts';
import type { Job, Span } from '../../job.ts';
import { MOST_SPANS, withBoundedSpans, withSpan } from './worked.ts';

const lengthOf = (spans: readonly Span[]): number =>
	spans.reduce((sum, { from, to }) => sum + (to ?? from) - from, 0);

/** Closed stretches with pauses between them. */
const stretches = fc.array(fc.tuple(fc.nat(1_000), fc.nat(1_000)), { maxLength: 60 }).map((pairs) => {
	let at = NOW;
	return pairs.map(([pause, work]): Span => {
		const from = (at += pause);
		return { from, to: (at += work) };
	});
});

describe('[JOB8] stretches of work', () => {
	test('are at most six, ascend, and last as long together as all there were', () => {
		fc.assert(
			fc.property(stretches, (spans) => {
				const kept = spans.reduce<Span[]>(withSpan, []);
				expect(kept.length).toBe(Math.min(spans.length, MOST_SPANS));
				expect(lengthOf(kept)).toBe(lengthOf(spans));
				expect(kept.at(-1)?.to).toBe(spans.at(-1)?.to);
				kept.reduce((end, { from, to }) => {
					expect(from).toBeGreaterThanOrEqual(end);
					return to!;
				}, 0);
			})
		);
	});

	test('join where the pause is shortest', () => {
		const spans = Array.from({ length: MOST_SPANS }, (_, at) => ({ from: at * 100, to: at * 100 + 10 }));
		const more = withSpan([...spans.slice(0, -1), { from: 415, to: 420 }], { from: 900, to: null });
		expect(more).toHaveLength(MOST_SPANS);
		expect(more.at(-2)).toEqual({ from: 405, to: 420 });
		expect(more.at(-1)).toEqual({ from: 900, to: null });
	});

	test('[CMD7] of a row kept before the limit are those that its events make now', () => {
		let [old, now]: [Job, Job] = [jobIn(), jobIn()];
		const move = (to: (typeof stages)['repair'], at: number) => {
			const moved: JobEvent = {
				...{ type: 'moved', from: now.stageId, rework: false, position: 'a' },
				...{ stageId: to.id, stageKind: to.kind }
			};
			now = evolveAll(now, [moved], { at, by: lin }, now.id);
			// As it was kept before: every stretch.
			const worked = old.worked.map((span) => (span.to === null ? { ...span, to: at } : span));
			if (to.kind === 'repair') worked.push({ from: at, to: null });
			old = { ...now, worked };
		};
		for (let at = 0; at < 100; at++) {
			move(at % 2 ? stages.inspection : stages.repair, NOW + at * MINUTE + ((at * 7_919) % 50_000));
		}
		expect(old.worked).toHaveLength(50);
		expect(withBoundedSpans(old)).toEqual(now);
		const undone: JobEvent = {
			type: 'moveUndone',
			restored: { ...now.lastMove!.before, worked: old.worked }
		};
		const after = evolveAll(now, [undone], { at: NOW, by: lin }, now.id);
		expect(after.worked).toEqual(now.worked);
	});

	test('keep a card that is moved for two minutes as small as any other', () => {
		let job = jobIn();
		let largest = 0;
		for (let at = 0; at < 2_000; at++) {
			const to = at % 2 ? stages.inspection : stages.repair;
			const moved: JobEvent = {
				...{ type: 'moved', from: job.stageId, rework: at % 2 === 0, position: 'a' },
				...{ stageId: to.id, stageKind: to.kind }
			};
			job = evolveAll(job, [moved], { at: NOW + at * 60, by: lin }, job.id);
			largest = Math.max(largest, JSON.stringify(job).length);
		}
		expect(largest).toBeLessThan(4_000);
	});
});

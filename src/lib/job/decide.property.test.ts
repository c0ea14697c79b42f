import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolveAll } from './evolve.ts';
import type { Job } from './job.ts';
import { contextOf, lin } from './job.testing.ts';
import { anyStep, ModelWorkshop, type Step } from './model.testing.ts';
import type { JobEvent } from './event.ts';
import { isWork } from '../model/stage.ts';

interface Done {
	step: Step;
	before: Job | null;
	/** Null where the command was refused. */
	job: Job | null;
	events: JobEvent[];
	at: number;
	workshop: ModelWorkshop;
}

/** Random days: whatever commands come, this holds after each. */
function always(claim: (done: Done) => void, numRuns = 400): void {
	fc.assert(
		fc.property(fc.array(anyStep, { minLength: 30, maxLength: 80, size: 'max' }), (steps) => {
			const workshop = new ModelWorkshop();
			for (const step of steps) {
				const before =
					[...workshop.jobs.values()].find(({ job }) => job.id.endsWith(`0${step.slot}`))?.job ?? null;
				const result = workshop.perform(step);
				const [job, events] = 'refusal' in result ? [null, []] : [result.job, result.events];
				claim({ step, before, job, events, at: workshop.now, workshop });
			}
		}),
		{ numRuns }
	);
}

const columns = contextOf().stages.map(({ id }) => id);

describe('whatever commands come', { timeout: 30_000 }, () => {
	test('the days are eventful: every kind of event happens', () => {
		const seen = new Set<string>();
		always(({ events }) => events.forEach(({ type }) => seen.add(type)));
		expect([...seen].sort()).toEqual(
			[
				...['amended', 'booked', 'cancelled', 'checkedIn', 'delivered', 'dispatched', 'moveUndone', 'moved'],
				...['noted', 'parked', 'promiseRevised', 'resumed', 'sourceRead', 'stopped']
			].sort()
		);
	});

	test('[CMD1] a command done is one version more; [CMD8] one refused changes nothing', () => {
		let kept = '';
		always(({ before, job, workshop, step }) => {
			const id = before?.id ?? job?.id;
			if (job) expect(job.version).toBe((before?.version ?? 0) + 1);
			else if (id) expect(workshop.job(id)).toBe(before);
			kept = JSON.stringify([...workshop.jobs]);
			const again = workshop.perform({ ...step, stale: true, wait: 0 });
			if (before && step.draft.type !== 'book') expect(again).toMatchObject({ refusal: { code: 'stale' } });
			if ('refusal' in again) expect(JSON.stringify([...workshop.jobs])).toBe(kept);
		});
	});

	test('[CMD7] the events alone make the same job', () => {
		const histories = new Map<string, Job>();
		always(({ job, events, at }) => {
			if (!job) return;
			const before = job.version === 1 ? null : histories.get(job.id)!;
			const parsed = JSON.parse(JSON.stringify(events)) as JobEvent[];
			const replayed = evolveAll(before, parsed, { at, by: lin }, job.id);
			expect(replayed).toEqual(job);
			histories.set(job.id, replayed);
		}, 200);
	});

	test('decide and evolve change nothing they are given', () => {
		const freeze = <Value>(value: Value): Value => {
			if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
				Object.freeze(value);
				Object.values(value).forEach(freeze);
			}
			return value;
		};
		always(({ job }) => void freeze(job), 200);
	});

	test('[PROM1] the first promise never changes once it is set', () => {
		always(({ before, job }) => {
			if (!job) return;
			if (before && before.firstPromise !== null) expect(job.firstPromise).toBe(before.firstPromise);
			else expect(job.firstPromise).toBe(job.promise);
		});
	});

	test('[JOB1] a job is closed exactly when it is not open, and then takes nothing but undo', () => {
		always(({ before, job, step }) => {
			if (job) expect(job.closedAt === null).toBe(job.status === 'open');
			if (job?.status !== 'open') expect([job?.bayId ?? null, job?.stoppage ?? null]).toEqual([null, null]);
			if (before && before.status !== 'open' && job) expect(step.draft.type).toBe('undo');
		});
	});

	test('[JOB4] [MOVE4] [STOP3] only undo takes an arrival back; who has not arrived is not stopped nor worked on', () => {
		always(({ before, job, step, at }) => {
			if (!job) return;
			if (before?.arrivedAt != null && step.draft.type !== 'undo')
				expect(job.arrivedAt).toBe(before.arrivedAt);
			if (job.arrivedAt === null) expect([job.stoppage, job.worked]).toEqual([null, []]);
			else expect(job.arrivedAt).toBeLessThanOrEqual(at);
			if (job.arrivedAt !== null) expect(job.stageKind).not.toBe('booked');
		});
	});

	test('[MOVE6] [STOP5] only a ready car has become ready, has no bay by that, and waits for nothing but its owner', () => {
		always(({ before, job, events }) => {
			if (!job) return;
			expect(job.readyAt !== null).toBe(job.stageKind === 'ready');
			const became = job.stageKind === 'ready' && before?.stageKind !== 'ready';
			if (became && events[0]?.type !== 'moveUndone') {
				expect(job.bayId).toBeNull();
				expect(['payment', 'pickup', undefined]).toContain(job.stoppage?.reason);
			}
		});
	});

	test('[OUT2] worked spans ascend; the last alone may be open, exactly while work goes on', () => {
		always(({ job }) => {
			if (!job) return;
			job.worked.reduce((end, { from, to }, index) => {
				expect(from).toBeGreaterThanOrEqual(end);
				if (to === null) expect(index).toBe(job.worked.length - 1);
				else expect(to).toBeGreaterThanOrEqual(from);
				return to ?? Infinity;
			}, 0);
			const working =
				job.status === 'open' &&
				job.arrivedAt !== null &&
				isWork(job.stageKind) &&
				(job.stoppage?.otherWork ?? true);
			expect(job.worked.some(({ to }) => to === null)).toBe(working);
		});
	});

	test('[MOVE3] no two open cards of a column have the same rank', () => {
		always(({ workshop }) => {
			for (const id of columns) {
				const ranks = workshop.column(id).map(({ position }) => position);
				expect(new Set(ranks).size).toBe(ranks.length);
			}
		}, 100);
	});

	test('[MOVE7] undo restores exactly what stood before, but for a rank that was taken', () => {
		always(({ before, job, events }) => {
			if (events[0]?.type !== 'moveUndone' || !job || !before) return;
			const { position: _, ...standing } = before.lastMove!.before;
			expect(job).toEqual({
				...before,
				...standing,
				...{
					position: job.position,
					lastMove: null,
					version: job.version,
					facetVersions: job.facetVersions,
					changedAt: job.changedAt
				}
			});
		});
	});
});

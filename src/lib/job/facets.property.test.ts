import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectOf } from '../stream/expect.ts';
import { touchedBy } from './command.ts';
import { decide } from './decide.ts';
import { facetsChangedBy, jobEvents } from './event.ts';
import { evolveAll } from './evolve.ts';
import type { Job } from './job.ts';
import { commandOf, contextOf, type Draft, HOUR, jobIn, lin, NOW, order, stages } from './job.testing.ts';
import { anyStep, ModelWorkshop } from './model.testing.ts';

/** Both people see the same job; the second one's command arrives after the first one's. */
function race(seen: Job, first: Draft, second: Draft) {
	const send = (job: Job, draft: Draft, by = lin) => {
		const command = commandOf({ ...draft, expect: expectOf(seen, touchedBy(draft)) }, seen);
		const decision = decide(job, command, contextOf());
		if ('refusal' in decision) return { job, refusal: decision.refusal, events: [] };
		const { events } = decision;
		return { job: evolveAll(job, events, { at: NOW, by }, job.id), refusal: null, events };
	};
	const one = send(seen, first, { ...lin, name: '周师傅' });
	return { one, two: send(one.job, second) };
}

const promise: Draft = { type: 'revisePromise', promise: NOW + 6 * HOUR, reason: '加项' };
const park: Draft = { type: 'park', spot: 'B12', keyTag: '7' };

test('[CMD14] the parking spot and the promise of one job, changed at the same moment, are both changed', () => {
	const { one, two } = race(jobIn(stages.repair), park, promise);
	expect([one.refusal, two.refusal]).toEqual([null, null]);
	expect(two.job).toMatchObject({ parking: { spot: 'B12' }, promise: NOW + 6 * HOUR });
});

test('[CMD14] of two who change the promise, the second learns who was first', () => {
	const later = { ...promise, promise: NOW + 7 * HOUR };
	const { two } = race(jobIn(stages.repair), promise, later);
	expect(two.refusal).toMatchObject({ code: 'stale', changedBy: '周师傅', changedAt: NOW });
});

test('[CMD14] two notes at the same moment are both written', () => {
	const { two } = race(jobIn(stages.repair), { type: 'note', text: 'a' }, { type: 'note', text: 'b' });
	expect(two.refusal).toBeNull();
});

test('[CMD14] standard hours that dispatching set are not overwritten by who saw none', () => {
	const dispatched: Draft = { type: 'dispatch', technicianId: null, bayId: null, standardHours: 3 };
	const amended: Draft = { type: 'amend', order: { ...order, standardHours: 9 } };
	expect(race(jobIn(stages.repair), dispatched, amended).two.refusal?.code).toBe('stale');
});

test('[CMD14] whatever two people do, the second is refused as stale exactly where the first changed what it touches', () => {
	fc.assert(
		fc.property(fc.array(anyStep, { minLength: 10, maxLength: 30 }), anyStep, anyStep, (day, one, two) => {
			const workshop = new ModelWorkshop();
			for (const step of day) workshop.perform(step);
			for (const { job } of workshop.jobs.values()) {
				const [first, second] = [one.draft, two.draft];
				if (first.type === 'book' || second.type === 'book') return;
				const raced = race(job, first, second);
				const changed = new Set(raced.one.events.flatMap(facetsChangedBy));
				const collides = touchedBy(second).some((facet) => changed.has(facet));
				expect(raced.two.refusal?.code === 'stale').toBe(collides);
			}
		})
	);
});

test('[CMD14] every type of event changes a facet, or makes the job', () => {
	const none = Object.keys(jobEvents).filter(
		(type) => facetsChangedBy({ type, order: {} } as never).length === 0
	);
	expect(none).toEqual(['booked']);
});

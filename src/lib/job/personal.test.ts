import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JobEvent } from './event.ts';
import { evolveAll } from './evolve.ts';
import type { Job } from './job.ts';
import { after, book, jobIn, lin, stages } from './job.testing.ts';
import { anyStep, ModelWorkshop } from './model.testing.ts';
import type { Treatments } from '../stream/personal.ts';
import { erasedEvent, erasedJob, leavingOut } from './personal.ts';
import { canary, withCanaries, withoutCanaries } from '../privacy/privacy.testing.ts';

interface Past {
	job: Job;
	/** Of each command done. */
	done: { events: JobEvent[]; at: number }[];
}

/** Random days in which every text that people typed holds the canary: what became of each job. */
function always(claim: (past: Past) => void): void {
	fc.assert(
		fc.property(fc.array(anyStep, { minLength: 30, maxLength: 80, size: 'max' }), (steps) => {
			const workshop = new ModelWorkshop();
			const pasts = new Map<string, Past>();
			for (const step of steps) {
				const result = workshop.perform({ ...step, draft: withCanaries(step.draft) });
				if ('refusal' in result) continue;
				const { job, events } = result;
				const done = [...(pasts.get(job.id)?.done ?? []), { events, at: workshop.now }];
				pasts.set(job.id, { job, done });
			}
			for (const past of pasts.values()) claim(past);
		}),
		{ numRuns: 300 }
	);
}

const eventsOf = ({ done }: Past): JobEvent[] => done.flatMap(({ events }) => events);

describe('whatever was done', { timeout: 30_000 }, () => {
	test('the days leave something personal everywhere it can stand', () => {
		const places = new Set<string>();
		always((past) => {
			const look = (prefix: string, value: unknown): void => {
				if (typeof value === 'string' && value.includes(canary)) places.add(prefix);
				if (typeof value !== 'object' || value === null) return;
				for (const [key, inner] of Object.entries(value)) look(`${prefix}.${key}`, inner);
			};
			look('job', past.job);
			for (const event of eventsOf(past)) look(event.type, event);
		});
		const order = ['orderNumber', 'vehicle.plate', 'vehicle.vin', 'vehicle.colour'];
		order.push('customer.name', 'customer.phone', 'work', 'remark');
		expect([...places]).toEqual(
			expect.arrayContaining([
				...['job.', 'job.source.', 'booked.order.', 'sourceRead.source.'].flatMap((place) =>
					order.map((field) => place + field)
				),
				...['amended.order.customer.name', 'amended.order.work', 'stopped.note', 'job.stoppage.note'],
				...['job.lastMove.before.stoppage.note', 'moveUndone.restored.stoppage.note'],
				...['promiseRevised.reason', 'job.promiseChange.reason', 'parked.spot', 'parked.keyTag'],
				...['job.parking.spot', 'job.parking.keyTag', 'noted.text', 'job.lastNote.text', 'cancelled.reason']
			])
		);
	});

	test('[PRIV8] [PRIV2] nothing personal is left, and everything else is as it was', () => {
		always((past) => {
			const events = eventsOf(past);
			const erased = { job: erasedJob(past.job), events: events.map(erasedEvent) };
			expect(JSON.stringify(erased)).not.toContain(canary);
			expect(erased).toEqual(withoutCanaries({ job: past.job, events }));
		});
	});

	test('[PRIV3] [CMD7] erased events make the erased job again', () => {
		always((past) => {
			let job: Job | null = null;
			for (const { events, at } of past.done) {
				job = evolveAll(job, events.map(erasedEvent), { at, by: lin }, past.job.id);
			}
			expect(job).toEqual(erasedJob(past.job));
		});
	});

	test('[PRIV2] what was erased before stays the same', () => {
		always(({ job, ...past }) => {
			const once = erasedJob(job);
			expect(erasedJob(once)).toEqual(once);
			const events = eventsOf({ job, ...past }).map(erasedEvent);
			expect(events.map(erasedEvent)).toEqual(events);
		});
	});

	test('[PRIV3] [PRIV6] events that leave one customer out make the job that leaves them out', () => {
		always((past) => {
			const [booked] = eventsOf(past);
			if (booked?.type !== 'booked') throw new Error('every job begins so');
			const { customer } = booked.order;
			const without = leavingOut(customer);
			let job: Job | null = null;
			for (const { events, at } of past.done) {
				job = evolveAll(job, events.map(without.event), { at, by: lin }, past.job.id);
			}
			const same = past.job.customer.name === customer.name && past.job.customer.phone === customer.phone;
			if (!same) expect(job).toEqual(without.job(past.job));
		});
	});
});

test('[PRIV8] a field that nobody has decided about does not compile', () => {
	// @ts-expect-error -- nobody said what becomes of the owner
	const undecided: Treatments<{ plate: string; owner: string }> = { plate: 'kept' };
	expect(undecided).not.toHaveProperty('owner');
});

test('[PRIV8] a field that the list does not know, of another build, goes', () => {
	const job = { ...jobIn(stages.ready), owner: canary } as Job;
	expect(JSON.stringify(erasedJob(job))).not.toContain(canary);
});

test('[PRIV6] leaving one customer out leaves the other in', () => {
	const [one, other] = [
		{ name: '赵一', phone: '13800000001' },
		{ name: '钱二', phone: '13800000002' }
	];
	const first = after(null, book({ customer: one }, { fromSource: true }));
	const job = after(first, { type: 'amend', order: { customer: other } });
	const { customer, source } = leavingOut(one).job(job);
	expect([customer, source?.customer]).toEqual([other, { name: '', phone: '' }]);
	const amended: JobEvent = { type: 'amended', order: { customer: other, work: '刹车' } };
	expect(leavingOut(one).event(amended)).toEqual(amended);
	expect(leavingOut(other).event(amended)).toMatchObject({
		order: { customer: { name: '', phone: '' }, work: '刹车' }
	});
});

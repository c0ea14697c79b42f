import fc from 'fast-check';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import type { JobEvent } from './event.ts';
import { evolveAll } from './evolve.ts';
import type { Job } from './job.ts';
import {
	advisor,
	bay1,
	bay2,
	book,
	contextOf,
	dispatchTo,
	type Draft,
	gone,
	HOUR,
	lin,
	MINUTE,
	moveTo,
	NOW,
	oldBay,
	order,
	other,
	stages,
	stopFor,
	technician,
	uuid
} from './job.testing.ts';
import type { CommandRefusal } from '../model/refusal.ts';
import { stoppageReasons } from './stoppage.ts';

type Performed = { events: JobEvent[]; job: Job } | { refusal: CommandRefusal };

/** A workshop in memory that does commands as the door does: the database of tests without one. */
export class ModelWorkshop {
	revision = 0;
	now = NOW;
	/** The jobs, each with the revision that last changed it. */
	jobs = new Map<string, { job: Job; revision: number }>();
	#ids = 0;

	job(id: string): Job | null {
		return this.jobs.get(id)?.job ?? null;
	}

	column(stageId: string): Job[] {
		return [...this.jobs.values()]
			.map(({ job }) => job)
			.filter((job) => job.status === 'open' && job.stageId === stageId);
	}

	/** Does one step: the command it makes, on the job as it is now. */
	perform({ slot, draft, wait, stale }: Step): Performed {
		this.now += wait;
		const id = uuid(slot);
		const seen = draft.type === 'book' ? {} : { expect: (this.job(id)?.version ?? 1) - (stale ? 1 : 0) };
		return this.obey({ ...draft, ...seen, id: uuid(10_000 + ++this.#ids), jobId: id } as Command);
	}

	obey(command: Command): Performed {
		const { jobId } = command;
		const before = this.job(jobId);
		const context = contextOf({ now: this.now, column: (stageId) => this.column(stageId) });
		const decision = decide(before, command, context);
		if ('refusal' in decision) return decision;
		const job = evolveAll(before, decision.events, { at: this.now, by: lin }, jobId);
		this.jobs.set(jobId, { job, revision: ++this.revision });
		return { events: decision.events, job };
	}
}

/** A command in a random day: on which of a few jobs, how long after the one before. */
export interface Step {
	slot: number;
	draft: Draft;
	/** Milliseconds. */
	wait: number;
	/** The sender saw the version before. */
	stale: boolean;
}

/** Few jobs, so that commands meet. */
const SLOTS = 3;
const slot = fc.integer({ min: 1, max: SLOTS });
const neighbour = fc.option(slot.map(uuid));
/** Ready more often than others: what follows it is rare enough. */
const stage = fc.constantFrom(...Object.values(stages), stages.ready, stages.ready);
const moment = fc.integer({ min: -HOUR, max: 8 * HOUR }).map((offset) => NOW + offset);
const maybe = fc.option(moment);
const text = fc.constantFrom('', '看过', '加项');
const someOrder = fc.record({
	work: fc.constantFrom('机油', '刹车'),
	standardHours: fc.constantFrom(null, 0, 1.5),
	promise: maybe,
	advisorId: fc.constantFrom(null, advisor.id, gone.id),
	customer: fc.record({ name: fc.constantFrom('赵一', '钱二'), phone: fc.constantFrom('', '138') })
});

const draft: fc.Arbitrary<Draft> = fc.oneof(
	{
		weight: 2,
		arbitrary: fc
			.tuple(someOrder, maybe, fc.boolean())
			.map(([some, arrivedAt, fromSource]) => book(some, { arrivedAt, fromSource }))
	},
	{ weight: 1, arbitrary: maybe.map((arrivedAt) => ({ type: 'checkIn' as const, arrivedAt })) },
	{
		weight: 2,
		arbitrary: fc
			.tuple(
				fc.constantFrom(null, technician.id, other.id, gone.id, advisor.id),
				fc.constantFrom(null, bay1.id, bay2.id, oldBay.id),
				fc.constantFrom(null, 0.5, 2)
			)
			.map(([technicianId, bayId, standardHours]) => dispatchTo({ technicianId, bayId, standardHours }))
	},
	{
		weight: 8,
		arbitrary: fc
			.tuple(stage, neighbour, neighbour)
			.map(([to, above, before]) => moveTo(to, { after: above, before }))
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(fc.constantFrom(...stoppageReasons), maybe, text, fc.boolean(), fc.boolean())
			.map(([reason, expectedUntil, note, otherWork, blocksBay]) =>
				stopFor(reason, { expectedUntil, note, otherWork, blocksBay })
			)
	},
	{ weight: 3, arbitrary: fc.constant({ type: 'resume' as const }) },
	{
		weight: 1,
		arbitrary: fc.record({ type: fc.constant('revisePromise' as const), promise: moment, reason: text })
	},
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('park' as const), spot: text, keyTag: text }) },
	{ weight: 1, arbitrary: fc.constant({ type: 'note' as const, text: '看过' }) },
	{
		weight: 1,
		arbitrary: someOrder.map(({ promise: _, ...some }) => ({ type: 'amend' as const, order: some }))
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(someOrder, maybe)
			.map(([some, arrivedAt]) => ({ type: 'readSource' as const, order: { ...order, ...some }, arrivedAt }))
	},
	{
		weight: 1,
		arbitrary: fc.tuple(someOrder, fc.boolean()).map(([some, made]) => ({
			...{ type: 'takeBack' as const, source: null, reason: '撤回' },
			order: made ? null : { ...order, ...some }
		}))
	},
	{ weight: 2, arbitrary: fc.constant({ type: 'deliver' as const }) },
	{ weight: 1, arbitrary: fc.constant({ type: 'cancel' as const, reason: '改期' }) },
	{ weight: 2, arbitrary: fc.constant({ type: 'undo' as const }) }
);

export const anyStep: fc.Arbitrary<Step> = fc.record({
	slot,
	draft,
	wait: fc.integer({ min: 0, max: 20 * MINUTE }),
	stale: fc.integer({ min: 0, max: 9 }).map((chance) => chance === 0)
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OfferedType } from './command.ts';
import { decide } from './decide.ts';
import type { Job } from './job.ts';
import {
	advisor,
	after,
	book,
	commandOf,
	contextOf,
	dispatchTo,
	type Draft,
	HOUR,
	jobIn,
	MINUTE,
	NOW,
	stages,
	stopFor,
	technician
} from './job.testing.ts';
import { anyStep, ModelWorkshop } from './model.testing.ts';
import { nextStep, type NextStep } from './next-step.ts';
import { offeredTypes, refusalOf } from './offers.ts';
import { isTurnOf, takesTurns, turnOf } from './turn.ts';

const stepOf = (job: Job, more = {}): NextStep => nextStep(job, contextOf(more))!;

/** Who has it, the next action, and what is in its way. */
function told(job: Job, more = {}): (string | null)[] {
	const { turn, action, refusal, lack } = stepOf(job, more);
	return [turn.holder, action, refusal?.code ?? lack];
}

const dispatched = (job: Job): Job => after(job, dispatchTo());
const withoutPromise = (job: Job): Job => ({ ...job, promise: null, firstPromise: null });

describe('whose turn and what next', () => {
	test('[TURN3] a booked job is the customer’s until the appointment, then the advisor’s to check in', () => {
		const booked = after(null, book({ bookedFor: NOW + HOUR }));
		expect(told(booked)).toEqual(['customer', 'checkIn', null]);
		expect(told(booked, { now: NOW + 2 * HOUR })).toEqual(['advisor', 'checkIn', null]);
		expect(stepOf(booked, { now: NOW + 2 * HOUR }).turn.since).toBe(NOW + HOUR);
		expect(told(jobIn())).toEqual(['advisor', 'checkIn', null]);
	});

	test('[TURN4] an arrived car without a promise is the advisor’s until one is given', () => {
		const arrived = withoutPromise(jobIn(stages.arrived));
		expect(told(arrived)).toEqual(['advisor', 'revisePromise', 'noPromise']);
		const promised = after(arrived, { type: 'revisePromise', promise: NOW + HOUR, reason: '' });
		expect(told(promised)).toEqual(['advisor', 'move', null]);
		expect(told(withoutPromise(jobIn(stages.waiting)))[1]).toBe('dispatch');
	});

	test('[TURN4] where a workshop has no check-in stage the first stage of arrived cars counts', () => {
		const inUse = Object.values(stages).filter(({ kind }) => kind !== 'arrived');
		expect(told(withoutPromise(jobIn(stages.waiting)), { stages: inUse })[1]).toBe('revisePromise');
	});

	test.each([
		[jobIn(stages.arrived), 'advisor', 'move', null],
		[jobIn(stages.waiting), 'foreman', 'dispatch', 'noTechnician'],
		[dispatched(jobIn(stages.waiting)), 'technician', 'move', null],
		[jobIn(stages.repair), 'foreman', 'dispatch', 'noTechnician'],
		[dispatched(jobIn(stages.repair)), 'technician', 'move', null],
		[jobIn(stages.repair, stages.inspection), 'inspector', 'move', null],
		[jobIn(stages.wash), 'foreman', 'move', null],
		[jobIn(stages.ready), 'advisor', 'deliver', null]
	])('[TURN5] the stage says who has the job and what comes next', (job, ...expected) => {
		expect(told(job)).toEqual(expected);
	});

	test('[TURN5] a technician’s turn names the person, and counts from when the job came into its stage', () => {
		expect(stepOf(dispatched(jobIn(stages.waiting, stages.repair))).turn).toEqual({
			...{ holder: 'technician', personId: technician.id, since: NOW, reason: null }
		});
	});

	test('[TURN5] a move goes to the next stage that the visit passes', () => {
		const inspection = jobIn(stages.inspection);
		expect(stepOf(inspection).stageId).toBe(stages.wash.id);
		const skipping = Object.values({ ...stages, wash: { ...stages.wash, workTypes: ['accident' as const] } });
		expect(stepOf(inspection, { stages: skipping }).stageId).toBe(stages.ready.id);
	});

	test('[TURN2] a stopped job is the turn of the reason’s owner since it was stopped, and is resumed next', () => {
		const stopped = after(
			dispatched(jobIn(stages.repair)),
			stopFor('parts'),
			contextOf({ now: NOW + MINUTE })
		);
		expect(told(stopped)).toEqual(['parts', 'resume', null]);
		expect(stepOf(stopped).turn).toMatchObject({ since: NOW + MINUTE, reason: 'parts', personId: null });
	});

	test('[TURN2] where other work goes on the next action is that of the stage', () => {
		const stopped = after(dispatched(jobIn(stages.repair)), stopFor('parts', { otherWork: true }));
		expect(told(stopped)).toEqual(['parts', 'move', null]);
	});

	test('[TURN2] a ready car that waits for payment or pick-up is the customer’s turn, to be delivered', () => {
		expect(told(after(jobIn(stages.ready), stopFor('pickup')))).toEqual(['customer', 'deliver', null]);
		expect(told(after(jobIn(stages.repair), stopFor('payment')))).toEqual(['customer', 'resume', null]);
	});

	test('[TURN6] ready while stopped for parts: the sentence says so and leads to resume', () => {
		const stopped = after(jobIn(stages.wash), stopFor('parts', { otherWork: true }));
		expect(told(stopped)).toEqual(['parts', 'move', 'stillStopped']);
		expect(stepOf(stopped).leads).toBe('resume');
	});

	test('[TURN6] behind the last stage, not ready: to deliver leads to the move', () => {
		const inUse = Object.values(stages).filter(({ kind }) => kind !== 'ready');
		const job = jobIn(stages.wash);
		expect(told(job, { stages: inUse })).toEqual(['foreman', 'deliver', 'notReady']);
		expect(stepOf(job, { stages: inUse }).leads).toBe('move');
	});

	test('[TURN1] a job that left the board has none', () => {
		expect(nextStep(after(jobIn(stages.ready), { type: 'deliver' }), contextOf())).toBeNull();
	});
});

/** What a press on the next action sends, or its form with the least in it. */
function draftOf({ action, stageId }: NextStep): Draft {
	const drafts: Partial<Record<OfferedType, Draft>> = {
		checkIn: { type: 'checkIn', arrivedAt: null },
		resume: { type: 'resume' },
		deliver: { type: 'deliver' },
		dispatch: dispatchTo(),
		revisePromise: { type: 'revisePromise', promise: NOW + 100 * HOUR, reason: '' },
		move: { type: 'move', stageId: stageId!, after: null, before: null }
	};
	return drafts[action]!;
}

/** Claims about every open job of random days. */
function always(claim: (job: Job, step: NextStep, context: ReturnType<typeof contextOf>) => void): void {
	fc.assert(
		fc.property(fc.array(anyStep, { minLength: 20, maxLength: 50, size: 'max' }), (steps) => {
			const workshop = new ModelWorkshop();
			for (const step of steps) {
				workshop.perform(step);
				const context = contextOf({ now: workshop.now });
				for (const { job } of workshop.jobs.values()) {
					const next = nextStep(job, context);
					expect(next === null).toBe(job.status !== 'open');
					if (next) claim(job, next, context);
				}
			}
		}),
		{ numRuns: 150 }
	);
}

describe('of whatever job', { timeout: 30_000 }, () => {
	test('[TURN1] every open job has one that has it and one next action, not later than now', () => {
		const seen: string[] = [];
		always((job, { turn, action }, { now }) => {
			expect(offeredTypes).toContain(action);
			expect(turn.since).toBeLessThanOrEqual(now);
			expect(turn.personId === null).toBe(turn.holder !== 'technician');
			if (turn.personId !== null) expect(turn.personId).toBe(job.technicianId);
			seen.push(turn.holder);
		});
		for (const holder of ['advisor', 'foreman', 'technician']) expect(seen).toContain(holder);
	});

	test('[TURN6] a next action is possible, or says why not and leads to what is', () => {
		always((job, step, context) => {
			const decision = decide(job, commandOf(draftOf(step), job), context);
			if (!step.refusal) return expect(decision).toHaveProperty('events');
			expect(decision).toEqual({ refusal: step.refusal });
			expect(step.leads).not.toBeNull();
			expect(refusalOf(step.leads!, job, context)).toBeNull();
		});
	});
});

describe('[TURN7] my turn', () => {
	const foreman = { personId: 'f', roles: ['foreman' as const] };
	const zhou = { personId: technician.id, roles: ['technician' as const] };
	const turn = (job: Job) => turnOf(job, Object.values(stages), NOW);

	test('is of a role, and of technicians their own jobs alone', () => {
		const waiting = turn(jobIn(stages.waiting));
		const inWork = turn(dispatched(jobIn(stages.repair)));
		expect([isTurnOf(waiting, foreman), isTurnOf(waiting, zhou)]).toEqual([true, false]);
		expect([isTurnOf(inWork, foreman), isTurnOf(inWork, zhou)]).toEqual([false, true]);
		expect(isTurnOf(inWork, { personId: 'another', roles: ['technician'] })).toBe(false);
	});

	test('is no staff member’s turn while a person outside has it', () => {
		const asked = turn(after(jobIn(stages.repair), stopFor('insurer')));
		expect(isTurnOf(asked, { personId: advisor.id, roles: ['owner', 'advisor', 'foreman', 'parts'] })).toBe(
			false
		);
	});

	test('is offered to those who have one', () => {
		expect([takesTurns(['owner', 'viewer']), takesTurns(['owner', 'parts'])]).toEqual([false, true]);
	});
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roles } from '../model/person.ts';
import { commandOf, contextOf, jobIn, after, stages, stopFor } from './job.testing.ts';
import { decide } from './decide.ts';
import { anyStep, ModelWorkshop } from './model.testing.ts';
import { mayReopen, offeredTypes, offersFor, refusalOf } from './offers.ts';
import { commands } from './registry.ts';
import type { Job } from './job.ts';

const possible = (job: Job): string[] =>
	offersFor(job, ['manager'], contextOf()).flatMap(({ type, refusal }) => (refusal ? [] : [type]));

describe('what a job offers', () => {
	test('[OFF1] commands stand in the order of the registry, those that no button sends left out', () => {
		expect(offeredTypes).toEqual(
			Object.keys(commands).filter((type) => !['book', 'readSource', 'takeBack'].includes(type))
		);
	});

	test('[OFF1] a role is offered what it may send, whether it is possible now or not', () => {
		const offered = (role: 'technician' | 'viewer') =>
			offersFor(jobIn(stages.repair), [role], contextOf()).map(({ type }) => type);
		expect(offered('technician')).toEqual(expect.arrayContaining(['move', 'stop', 'resume', 'undo']));
		expect(offered('technician').filter((type) => ['deliver', 'dispatch', 'amend'].includes(type))).toEqual(
			[]
		);
		expect(offered('viewer')).toEqual([]);
	});

	test('[OFF1] one that is not possible now says why', () => {
		const why = (job: Job) =>
			Object.fromEntries(
				offersFor(job, ['manager'], contextOf()).flatMap(({ type, refusal }) =>
					refusal ? [[type, refusal.code]] : []
				)
			);
		const repair = jobIn(stages.repair);
		expect(why(repair)).toMatchObject({
			checkIn: 'alreadyArrived',
			deliver: 'notReady',
			resume: 'notStopped'
		});
		expect(why(jobIn())).toMatchObject({
			...{ deliver: 'notReady', stop: 'notArrived', resume: 'notStopped', undo: 'nothingToUndo' }
		});
		expect(why(after(repair, stopFor('parts')))).toMatchObject({
			stop: 'alreadyStopped',
			undo: 'nothingToUndo'
		});
	});

	test('of a job that was delivered nothing is possible but to undo that', () => {
		expect(possible(after(jobIn(stages.ready), { type: 'deliver' }))).toEqual(['undo']);
	});

	test('[OFF1] what is refused here is refused whatever the command says, with the same reason', () => {
		fc.assert(
			fc.property(fc.array(anyStep, { minLength: 20, maxLength: 40, size: 'max' }), (steps) => {
				const workshop = new ModelWorkshop();
				for (const step of steps) {
					workshop.perform(step);
					const context = contextOf({ now: workshop.now });
					for (const { job } of workshop.jobs.values()) {
						const refusal = refusalOf(step.draft.type, job, context);
						const decision = decide(
							job,
							commandOf({ ...step.draft, expect: job.version } as never, job),
							context
						);
						if (refusal) expect(decision).toEqual({ refusal });
					}
				}
			}),
			{ numRuns: 100 }
		);
	});
});

test('[KEEP8] a closing is taken back by those who may close a job so', () => {
	const may = roles.filter((role) => mayReopen([role], 'delivered') && mayReopen([role], 'cancelled'));
	expect(may).toEqual(['owner', 'manager', 'foreman', 'advisor']);
});

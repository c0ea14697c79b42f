import { describe, expect, test } from 'vitest';
import {
	after,
	bay1,
	contextOf,
	dispatchTo,
	given,
	HOUR,
	jobIn,
	MINUTE,
	moveTo,
	NOW,
	stages,
	stopFor
} from './job.testing.ts';
import { clockOwner, isAfterWork, stoppageReasons } from './stoppage.ts';

const later = contextOf({ now: NOW + 10 * MINUTE });

describe('stop', () => {
	test.each(stoppageReasons)(
		'[STOP1] for %s keeps the stage and tells since when and until when',
		(reason) => {
			const told = { expectedUntil: NOW + HOUR, note: '到货后装', otherWork: false, blocksBay: true };
			const job = given(after(jobIn(stages.repair), dispatchTo()))
				.when(stopFor(reason, told))
				.then({ type: 'stopped', reason, ...told });
			expect(job.stoppage).toEqual({ reason, since: NOW, ...told });
			expect(job).toMatchObject({ stageKind: 'repair', stageSince: NOW, bayId: bay1.id });
		}
	);

	test('[STOP1] one that does not keep the bay frees it', () => {
		expect(after(after(jobIn(stages.repair), dispatchTo()), stopFor('parts')).bayId).toBeNull();
	});

	test('[STOP1] for one reason at a time', () => {
		given(after(jobIn(stages.repair), stopFor('parts')))
			.when(stopFor('approval'))
			.refuses('alreadyStopped');
	});

	test('[STOP1] the reason "other" needs a note, the rest do not', () => {
		given(jobIn(stages.repair)).when(stopFor('other')).refuses('textRequired');
		given(jobIn(stages.repair))
			.when(stopFor('other', { note: '停电' }))
			.then({ type: 'stopped' });
	});

	test('[STOP2] each reason has an owner whose turn it is', () => {
		expect(Object.keys(clockOwner).sort()).toEqual([...stoppageReasons].sort());
	});

	test('[STOP3] only a car that has arrived', () => {
		given(jobIn()).when(stopFor('parts')).refuses('notArrived');
	});

	test('[STOP3] the expected end is not in the past, give or take five minutes', () => {
		given(jobIn(stages.repair))
			.when(stopFor('parts', { expectedUntil: NOW - 6 * MINUTE }))
			.refuses('untilInPast');
		given(jobIn(stages.repair))
			.when(stopFor('parts', { expectedUntil: NOW - 5 * MINUTE }))
			.then({ type: 'stopped' });
	});
});

describe('the work of a stopped job', () => {
	test('[STOP4] halts without other work, and goes on from when it is resumed', () => {
		const stopped = after(jobIn(stages.repair), stopFor('parts'), contextOf({ now: NOW + MINUTE }));
		expect(stopped.worked).toEqual([{ from: NOW, to: NOW + MINUTE }]);
		const resumed = given(stopped, later).when({ type: 'resume' }).then({ type: 'resumed' });
		expect(resumed.stoppage).toBeNull();
		expect(resumed.worked).toEqual([
			{ from: NOW, to: NOW + MINUTE },
			{ from: later.now, to: null }
		]);
	});

	test('[STOP4] goes on all the while where there is other work', () => {
		const stopped = after(jobIn(stages.repair), stopFor('approval', { otherWork: true }), later);
		expect(stopped.worked).toEqual([{ from: NOW, to: null }]);
		expect(after(stopped, { type: 'resume' }, later).worked).toEqual([{ from: NOW, to: null }]);
	});

	test('[STOP4] does not start in a stage without work, nor on entering one of work while it is halted', () => {
		const washing = after(after(jobIn(stages.wash), stopFor('pickup')), { type: 'resume' }, later);
		expect(washing.worked).toEqual([]);
		const halted = after(after(jobIn(stages.waiting), stopFor('parts')), moveTo(stages.repair), later);
		expect(halted.worked).toEqual([]);
		expect(after(halted, { type: 'resume' }, later).worked).toEqual([{ from: later.now, to: null }]);
	});

	test('a job that is not stopped is not resumed', () => {
		given(jobIn(stages.repair)).when({ type: 'resume' }).refuses('notStopped');
	});
});

describe('becoming ready', () => {
	test.each(stoppageReasons)('[STOP5] while stopped for %s', (reason) => {
		const stopped = after(jobIn(stages.wash), stopFor(reason, { note: '停电' }));
		const move = given(stopped).when(moveTo(stages.ready));
		if (isAfterWork(reason)) expect(move.then({ type: 'moved' }).stoppage?.reason).toBe(reason);
		else move.refuses('stillStopped');
	});

	test('[STOP5] waits for nobody but payment and pick-up', () => {
		expect(stoppageReasons.filter(isAfterWork)).toEqual(['payment', 'pickup']);
	});
});

import { describe, expect, test } from 'vitest';
import {
	after,
	bay1,
	book,
	columnOf,
	contextOf,
	dispatchTo,
	type Draft,
	given,
	jobIn,
	MINUTE,
	moveTo,
	NOW,
	stages,
	stopFor,
	uuid
} from './job.testing.ts';
import type { Job } from './job.ts';

const [upper, lower] = [
	{ id: uuid(7), position: 'a1' },
	{ id: uuid(8), position: 'a2' }
];
const undo: Draft = { type: 'undo' };
const later = { now: NOW + 5 * MINUTE };

describe('move', () => {
	test('[MOVE1] goes between the neighbours named, at a rank the server makes', () => {
		const column = columnOf(stages.repair.id, upper, lower);
		const job = given(jobIn(stages.waiting), { column })
			.when(moveTo(stages.repair, { after: upper.id, before: lower.id }))
			.then({ type: 'moved', from: stages.waiting.id, stageId: stages.repair.id, rework: false });
		expect(upper.position < job.position && job.position < lower.position).toBe(true);
	});

	test('[MOVE1] not to a stage that is unknown or out of use', () => {
		given(jobIn(stages.waiting))
			.when({ ...moveTo(stages.repair), stageId: uuid(99) })
			.refuses('unknownStage');
		given(jobIn(stages.waiting)).when(moveTo(stages.oldWash)).refuses('unknownStage');
	});

	test('[MOVE1] where a column was put out of use under its cards, they can still be ranked', () => {
		const hidden = contextOf().stages.map((stage) => ({ ...stage, hidden: true }));
		given(jobIn(stages.wash), { stages: hidden }).when(moveTo(stages.wash)).then({ type: 'moved' });
	});

	test('[MOVE2] entering another stage sets when it was entered, and starts and ends the work', () => {
		const job = given(jobIn(stages.waiting), later).when(moveTo(stages.repair)).then({ type: 'moved' });
		expect(job).toMatchObject({ stageKind: 'repair', stageSince: later.now, reached: { repair: later.now } });
		expect(job.worked).toEqual([{ from: later.now, to: null }]);
		const end = later.now + MINUTE;
		const checked = after(job, moveTo(stages.inspection), contextOf({ now: end }));
		expect(checked).toMatchObject({ worked: [{ from: later.now, to: end }], repairDoneAt: end });
	});

	test('[MOVE2] from one stage of work to another the work goes on', () => {
		const job = after(jobIn(stages.diagnosis), moveTo(stages.body), contextOf(later));
		expect(job.worked).toEqual([{ from: NOW, to: null }]);
	});

	test('[MOVE2] inside the stage the rank alone changes', () => {
		const before = jobIn(stages.waiting, stages.repair);
		const column = columnOf(stages.repair.id, upper, lower);
		const job = given(before, { ...later, column })
			.when(moveTo(stages.repair, { after: upper.id, before: lower.id }))
			.then({ type: 'moved' });
		const { position, version, changedAt, facetVersions } = job;
		expect(job).toEqual({ ...before, position, version, changedAt, facetVersions });
		expect(position).not.toBe(before.position);
	});

	test('[MOVE4] moving a booked job to another stage is its arrival', () => {
		const job = given(jobIn())
			.when(moveTo(stages.repair))
			.then({ type: 'checkedIn', arrivedAt: NOW, stageId: stages.repair.id });
		expect(job).toMatchObject({ arrivedAt: NOW, stageKind: 'repair', worked: [{ from: NOW, to: null }] });
	});

	test('[MOVE4] ranking bookings among each other is nobody’s arrival, wherever they stand', () => {
		const bookless = contextOf().stages.filter(({ kind }) => kind !== 'booked');
		const job = given(null, { stages: bookless })
			.when(book())
			.then({ type: 'booked', stageId: stages.arrived.id });
		expect(after(job, moveTo(stages.arrived)).arrivedAt).toBeNull();
		expect(after(jobIn(), moveTo(stages.booked)).arrivedAt).toBeNull();
		expect(after(job, moveTo(stages.waiting)).arrivedAt).toBe(NOW);
	});

	test('[MOVE4] an arrived job never goes back to booked', () => {
		given(jobIn(stages.arrived)).when(moveTo(stages.booked)).refuses('backToBooked');
	});

	test('[MOVE5] back from inspection to work counts as rework; other ways do not', () => {
		const inspected = jobIn(stages.repair, stages.inspection);
		for (const stage of [stages.repair, stages.body, stages.diagnosis]) {
			const job = given(inspected).when(moveTo(stage)).then({ type: 'moved', rework: true });
			expect(job).toMatchObject({ rework: 1, repairDoneAt: null });
			expect(job.worked).toHaveLength(2);
		}
		given(inspected).when(moveTo(stages.wash)).then({ type: 'moved', rework: false });
		given(jobIn(stages.wash)).when(moveTo(stages.repair)).then({ type: 'moved', rework: false });
	});

	test('[MOVE6] ready stamps when and frees the bay; leaving it takes the stamp away', () => {
		const job = after(after(jobIn(stages.repair), dispatchTo()), moveTo(stages.ready));
		expect(job).toMatchObject({ readyAt: NOW, bayId: null, stageKind: 'ready' });
		expect(after(job, moveTo(stages.wash)).readyAt).toBeNull();
		expect(after(after(jobIn(stages.repair), dispatchTo()), moveTo(stages.wash)).bayId).toBe(bay1.id);
	});
});

describe('undo', () => {
	/** What an undo brings back: all but what counts and names commands. */
	const standing = (job: Job) => {
		const { version: _v, facetVersions: _f, changedBy: _b, changedAt: _a, lastMove: _m, ...rest } = job;
		return rest;
	};

	test.each<[string, () => Job, Draft]>([
		['a move', () => after(jobIn(stages.waiting, stages.repair), dispatchTo()), moveTo(stages.ready)],
		['rework', () => jobIn(stages.repair, stages.inspection), moveTo(stages.repair)],
		['an arrival', () => jobIn(), moveTo(stages.repair)],
		['a check-in', () => jobIn(), { type: 'checkIn', arrivedAt: null }],
		['a delivery', () => after(jobIn(stages.ready), stopFor('pickup')), { type: 'deliver' }],
		[
			'a cancelling',
			() => after(after(jobIn(stages.repair), dispatchTo()), stopFor('parts', { blocksBay: true })),
			{ type: 'cancel', reason: '误操作' }
		]
	])('[MOVE7] of %s restores all that it changed', (_, make, draft) => {
		const before = make();
		const moved = after(before, draft, contextOf(later));
		const job = given(moved, { now: later.now + MINUTE })
			.when(undo)
			.then({ type: 'moveUndone' });
		expect(standing(job)).toEqual(standing(before));
		expect(job).toMatchObject({ lastMove: null, version: before.version + 2 });
	});

	test('[MOVE7] keeps what was noted, promised or amended since', () => {
		const moved = after(jobIn(stages.waiting), moveTo(stages.repair));
		const noted = after(moved, { type: 'note', text: '看一下' });
		const job = given(noted).when(undo).then({ type: 'moveUndone' });
		expect(job).toMatchObject({ stageKind: 'waiting', lastNote: { text: '看一下' } });
	});

	test('[MOVE7] a move inside the stage between keeps the chance, and is taken back with it', () => {
		const before = jobIn(stages.waiting);
		const column = columnOf(stages.repair.id, upper, lower);
		const moved = after(after(before, moveTo(stages.repair)), moveTo(stages.repair), contextOf({ column }));
		expect(standing(after(moved, undo))).toEqual(standing(before));
	});

	test('[MOVE7] dispatching, stopping or resuming in between ends the chance', () => {
		const moved = jobIn(stages.waiting, stages.repair);
		given(after(moved, dispatchTo())).when(undo).refuses('nothingToUndo');
		const stopped = after(moved, stopFor('parts'));
		given(stopped).when(undo).refuses('nothingToUndo');
		given(after(stopped, { type: 'resume' }))
			.when(undo)
			.refuses('nothingToUndo');
		given(after(moved, undo)).when(undo).refuses('nothingToUndo');
		given(jobIn()).when(undo).refuses('nothingToUndo');
	});

	test('[MOVE7] not where the stage is gone', () => {
		const left = contextOf().stages.filter(({ id }) => id !== stages.waiting.id);
		given(jobIn(stages.waiting, stages.repair), { stages: left }).when(undo).refuses('unknownStage');
	});

	test('[MOVE3] [MOVE7] where another card took the rank, it comes back in front of that one', () => {
		const moved = jobIn(stages.waiting, stages.repair);
		const rank = moved.lastMove!.before.position;
		const column = columnOf(stages.waiting.id, { id: uuid(7), position: rank });
		const job = given(moved, { column }).when(undo).then({ type: 'moveUndone' });
		expect(job.position < rank).toBe(true);
	});
});

import { expect, test } from 'vitest';
import { boardFeed } from '../feeds/board.ts';
import { after, contextOf, HOUR, jobIn, moveTo, NOW, stages, stopFor } from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import { workLeft } from '../job/outlook.ts';
import { undoable } from './undoable.ts';

const settings = { openWindows: [] } as never;
const at = (hours: number) => contextOf({ now: NOW + hours * HOUR });
const left = (job: Job, hours: number) =>
	workLeft({ ...job, standardHours: 40 }, { stages: [], openWindows: [] }, NOW + hours * HOUR);

test.each([
	['from work to inspection', [stages.inspection]],
	['back into work', [stages.inspection, stages.repair]],
	['from one stage of work to another', [stages.body]],
	['after several', [stages.inspection, stages.repair, stages.inspection, stages.repair, stages.wash]]
])('[FEED9] [MOVE7] a move %s, undone on the board, leaves as much work as on the server', (_, through) => {
	let job = jobIn(stages.repair);
	for (const [index, to] of through.entries()) job = after(job, moveTo(to), at(index + 1));
	const undo = (from: Job) => after(from, { type: 'undo' }, at(through.length + 1));
	const card = boardFeed.card(job, settings)!;
	expect(card.lastMove!.before.worked).toEqual([]);
	expect(left(undo(undoable(card)), through.length + 2)).toBe(left(undo(job), through.length + 2));
});

test('[FEED9] a move of a stopped car begins and ends no work', () => {
	const stopped = after(jobIn(stages.repair), stopFor('parts'), at(1));
	const moved = after(stopped, moveTo(stages.body), at(2));
	const card = undoable(boardFeed.card(moved, settings)!);
	expect(left(after(card, { type: 'undo' }, at(3)), 4)).toBe(left(after(moved, { type: 'undo' }, at(3)), 4));
});

import { expect, test } from 'vitest';
import { jobIn, stages } from '../job/job.testing.ts';
import { columnsOf } from './columns.ts';

const job = jobIn(stages.repair);
const card = (id: string, position: string, stageId = job.stageId) => ({ ...job, id, position, stageId });
const all = Object.values(stages);
const everything = () => true;

test('columns stand in the order of the stages, their cards by rank; an unused stage has none', () => {
	const columns = columnsOf([...all].reverse(), [card('b', 'a1'), card('a', 'a0')], everything);
	expect(columns.map((column) => column.stage)).toEqual(all.filter((stage) => !stage.hidden));
	const repair = columns.find((column) => column.stage === stages.repair);
	expect(repair?.jobs.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('a stage taken out of use stays as long as a car stands there', () => {
	const columns = columnsOf(all, [card('a', 'a0', stages.oldWash.id)], everything);
	expect(columns.some((column) => column.stage === stages.oldWash)).toBe(true);
});

test('the soft limit counts cards that a filter hides', () => {
	const columns = columnsOf(all, [card('a', 'a0'), card('b', 'a1')], ({ id }) => id === 'b');
	const repair = columns.find((column) => column.stage === stages.repair);
	expect([repair?.total, repair?.jobs.length]).toEqual([2, 1]);
});

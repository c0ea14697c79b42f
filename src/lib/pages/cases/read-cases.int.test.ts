import { uuidv7 } from 'uuidv7';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../../tests/database.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../../commands/door.testing.ts';
import { openDoor } from '../../commands/perform.server.ts';
import { readCaseJobs, readCasePast, readClosedCases } from './read-cases.server.ts';

const database = freshDatabase();
const DAY = 86_400_000;
let here: WorkshopForTest;
let there: WorkshopForTest;

beforeAll(async () => {
	[here, there] = [await aWorkshop(database.db), await aWorkshop(database.db)];
});

const door = () => openDoor(database.db, () => {});
const owner = () => here.lin.actor.id!;

/** Sends commands on one new case, each upon the version that the one before made. */
async function through(jobId: string | null, steps: object[], sender = here.lin): Promise<string> {
	const caseId = uuidv7();
	const open = {
		...{ type: 'openCase', jobId, kind: 'complaint', priority: 'high', words: '刹车异响' },
		customer: { name: '赵一', phone: '13800000001' }
	};
	for (const [version, step] of [open, ...steps].entries()) {
		const seen = version === 0 ? {} : { expect: version };
		await done(door(), { ...seen, ...step, id: uuidv7(), caseId }, sender);
	}
	return caseId;
}

const answer = { type: 'answerCase', answer: '更换刹车片' };
const close = { type: 'closeCase', customerSaid: '接受' };

test('[CASE1-CASE5] [CASE9] a case goes its whole way, and its history tells every step with what was written', async () => {
	const { jobId } = await done(door(), booking({}, Date.now()), here.lin);
	const assign = { type: 'assignCase', ownerId: owner(), dueAt: Date.now() + DAY };
	const reopen = { type: 'reopenCase', reason: '又响了' };
	const caseId = await through(jobId, [assign, answer, close, reopen]);
	const past = (await readCasePast(database.db, here.id, caseId))!;
	expect(past.case).toMatchObject({ id: caseId, status: 'open', ownerId: owner(), reopened: 1, version: 5 });
	expect(past.job).toMatchObject({ id: jobId, isOpen: true });
	expect(past.names).toEqual({ [owner()]: '林晓' });
	expect(past.events.map(({ event, actor }) => ({ ...event, by: actor.name }))).toMatchObject([
		{ type: 'caseReopened', reason: '又响了', by: '林晓' },
		{ type: 'caseClosed', customerSaid: '接受' },
		{ type: 'caseAnswered', answer: '更换刹车片' },
		{ type: 'caseAssigned', ownerId: owner() },
		{ type: 'caseOpened', words: '刹车异响' }
	]);
});

test('[CASE8] closed cases of the last 60 days are listed, the last first, with their visits', async () => {
	const { jobId } = await done(door(), booking({}, Date.now()), here.lin);
	const [first, second] = [await through(null, [answer, close]), await through(jobId, [answer, close])];
	const open = await through(null, [answer]);
	const { cases, jobs } = await readClosedCases(database.db, here.id, Date.now());
	const ids = cases.map(({ id }) => id);
	expect(ids.slice(0, 2)).toEqual([second, first]);
	expect(ids).not.toContain(open);
	expect(jobs.map(({ id }) => id)).toEqual([jobId]);
	expect((await readClosedCases(database.db, here.id, Date.now() + 61 * DAY)).cases).toEqual([]);
});

test('[CASE1] a visit may be named while it is on the board and after it left; the page knows those that open cases name', async () => {
	const { jobId } = await done(door(), booking({}, Date.now()), here.lin);
	const cancel = { type: 'cancel', id: uuidv7(), jobId, expect: 1, reason: '改期' };
	await done(door(), cancel, here.lin);
	const known = async (asked?: string) =>
		(await readCaseJobs(database.db, here.id, asked)).find(({ id }) => id === jobId);
	expect(await known()).toBeUndefined();
	expect(await known(jobId)).toMatchObject({ isOpen: false });
	await through(jobId, []);
	expect(await known()).toMatchObject({ isOpen: false, customer: { name: '赵一' } });
});

test('[FEED5] [FEED11] another workshop reads none of it, and its visits are unknown to a case', async () => {
	const { jobId } = await done(door(), booking({}, Date.now()), here.lin);
	const caseId = await through(jobId, [answer, close]);
	expect(await readCasePast(database.db, there.id, caseId)).toBeNull();
	expect(await readClosedCases(database.db, there.id, Date.now())).toEqual({ cases: [], jobs: [] });
	expect(await readCaseJobs(database.db, there.id, jobId)).toEqual([]);
	await expect(through(jobId, [], there.lin)).rejects.toThrow('unknownJob');
	await expect(through(null, [], here.zhou)).rejects.toThrow('forbidden');
});

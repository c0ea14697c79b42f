import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import type { Who } from '../audit/record.server.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { settingsOf } from '../commands/read-settings.server.ts';
import { boardFeed } from '../feeds/board.ts';
import { auditEntries, people, workshops } from '../database/schema.ts';
import { deletePerson } from './delete-person.server.ts';
import { addPerson, changePerson } from './people.server.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let by: Who;

beforeAll(async () => {
	here = await aWorkshop(database.db);
	by = { actor: here.lin.actor, screen: 'settings' };
});

const add = (name: string) =>
	addPerson(database.db, here.id, { name, roles: ['advisor', 'technician'] }, Date.now());
const remove = (id: string, who = by, workshopId = here.id) => deletePerson(database.db, workshopId, id, who);
const refused = (code: string) => expect.objectContaining({ refusal: { code } }) as Error;
const through = () => openDoor(database.db, () => {});

/** The people that a board's page carries. */
async function onBoard(): Promise<string[]> {
	const [line] = await database.db.select().from(workshops).where(eq(workshops.id, here.id));
	const settings = await settingsOf(database.db, here.id, line!, Date.now());
	return boardFeed.meta(settings).people.map(({ name }) => name);
}

test('[PPL8] somebody whom nothing names is deleted, and the audit keeps the name', async () => {
	const id = await add('未提及');
	await remove(id);
	expect(await database.db.select().from(people).where(eq(people.id, id))).toEqual([]);
	const entries = await database.db.select().from(auditEntries).where(eq(auditEntries.workshopId, here.id));
	expect(entries.at(-1)).toMatchObject({
		actor: { name: '林晓' },
		change: { type: 'personDeleted', personId: id, name: '未提及' }
	});
});

test('[PPL8] [ID1] somebody on a card, or in its history alone, is not deleted, in any spelling of their id', async () => {
	const [advisor, technician] = [await add('卡上'), await add('历史')];
	const { jobId } = await done(through(), booking({ advisorId: advisor }, Date.now()), here.lin);
	const dispatch = (technicianId: string | null) => ({
		...{ type: 'dispatch' as const, technicianId, bayId: null, standardHours: null }
	});
	await done(through(), onJob(jobId, 1, dispatch(technician)), here.lin);
	await done(through(), onJob(jobId, 2, dispatch(null)), here.lin);
	for (const id of [advisor, technician, technician.toUpperCase()]) {
		await expect(remove(id)).rejects.toThrow(refused('personNamed'));
	}
});

test('[PPL8] somebody who did something, has an account or deletes themselves is not deleted', async () => {
	const account = { username: 'with.account', password: 'a long pass phrase' };
	const member = { name: '有账号', roles: ['viewer' as const], account };
	const id = await addPerson(database.db, here.id, member, Date.now());
	await expect(remove(id)).rejects.toThrow(refused('personNamed'));
	await expect(remove(here.lin.actor.id!)).rejects.toThrow(refused('personNamed'));
	const self = await add('自己');
	const own = { actor: { kind: 'person' as const, id: self, name: '自己' }, screen: 'settings' };
	await expect(remove(self, own)).rejects.toThrow(refused('notYourself'));
});

test('[PPL8] [ACC4] a person of another workshop is nobody here', async () => {
	const there = await aWorkshop(database.db);
	await expect(remove(there.zhou.actor.id!)).rejects.toThrow(refused('gone'));
});

test('[FEED8] who no longer works here leaves the board, unless a card names them', async () => {
	const [named, other] = [await add('卡上的'), await add('没有卡的')];
	await done(through(), booking({ advisorId: named }, Date.now()), here.lin);
	expect(await onBoard()).toEqual(expect.arrayContaining(['卡上的', '没有卡的']));
	for (const id of [named, other]) await changePerson(database.db, here.id, id, { active: false }, by);
	const names = await onBoard();
	expect(names).toContain('卡上的');
	expect(names).not.toContain('没有卡的');
});

import { beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { MOST_EVENTS, readPast } from './read-past.server.ts';
import { readRegister } from './read-register.server.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let there: WorkshopForTest;
let jobId: string;

beforeAll(async () => {
	here = await aWorkshop(database.db);
	there = await aWorkshop(database.db);
	const door = openDoor(database.db, () => {});
	jobId = (await done(door, booking({}, Date.now()), here.lin)).jobId;
	await done(door, onJob(jobId, 1, { type: 'note', text: '左后视镜' }), here.zhou);
	await done(door, onJob(jobId, 2, { type: 'cancel', reason: '客户改期' }), here.lin);
});

test('[CMD7] the history tells who did what and when, newest first, of a closed job too', async () => {
	const past = await readPast(database.db, here.id, jobId);
	expect(past?.job).toMatchObject({ id: jobId, status: 'cancelled', source: null });
	expect(past?.events.map(({ event, actor }) => [event.type, actor.name])).toEqual([
		['cancelled', '林晓'],
		['noted', '周师傅'],
		['checkedIn', '林晓'],
		['booked', '林晓']
	]);
	expect(past?.events.every(({ at }) => Math.abs(at - Date.now()) < 60_000)).toBe(true);
});

test('[ACC4] another workshop knows nothing of the job nor of the plate', async () => {
	expect(await readPast(database.db, there.id, jobId)).toBeNull();
	expect(await readRegister(database.db, there.id, '豫A9X770')).toBeNull();
});

test('the register tells vehicle, customer and last visit of a plate', async () => {
	expect(await readRegister(database.db, here.id, '豫A9X770')).toMatchObject({
		vehicle: { model: 'Magotan' },
		customer: { name: '赵一', phone: '13800000001' },
		last: { id: jobId, ticket: 'A01', work: '机油机滤', open: false }
	});
	expect(await readRegister(database.db, here.id, '豫A00000')).toBeNull();
});

test('[JOB10] the history of a job that was moved without end shows its last events', async () => {
	const door = openDoor(database.db, () => {});
	const moved = (await done(door, booking({}, Date.now()), here.lin)).jobId;
	for (let version = 1; version <= MOST_EVENTS; version++) {
		await done(door, onJob(moved, version, { type: 'note', text: `第 ${version} 次` }), here.lin);
	}
	const { events } = (await readPast(database.db, here.id, moved))!;
	expect(events).toHaveLength(MOST_EVENTS);
	expect(events[0]?.event).toMatchObject({ type: 'noted', text: `第 ${MOST_EVENTS} 次` });
	expect(events.at(-1)?.event.type).toBe('noted');
}, 60_000);

import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../../tests/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from '../../commands/door.testing.ts';
import { type Door, openDoor } from '../../commands/perform.server.ts';
import { readClosedToday, searchClosed } from './read-closed.server.ts';
import { DAY } from '../../model/moments.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let there: WorkshopForTest;
let door: Door;
/** The clock of what is done. */
let now = Date.UTC(2026, 10, 24, 3);

beforeAll(async () => {
	here = await aWorkshop(database.db);
	there = await aWorkshop(database.db);
	door = openDoor(
		database.db,
		() => {},
		() => now
	);
});

async function cancelled(plate: string, more: { name?: string; orderNumber?: string } = {}, at = here) {
	const { name = '胡勇', ...rest } = more;
	const vehicle = { plate, vin: '', brand: '', model: '天籁', colour: '' };
	const customer = { name, phone: '13800001111' };
	const { jobId } = await done(door, booking({ ...rest, vehicle, customer, promise: null }, now), at.lin);
	await done(door, onJob(jobId, 1, { type: 'cancel', reason: '看' }), at.lin);
	return jobId;
}

describe('[KEEP8] what left the board', () => {
	test('today is counted by the workshop’s calendar, and is nobody else’s', async () => {
		// 23:30 in Shanghai, the day before.
		now = Date.UTC(2026, 10, 23, 15, 30);
		await cancelled('豫A10001');
		now = Date.UTC(2026, 10, 24, 3);
		const mine = await cancelled('豫A10002');
		await cancelled('豫A10003', {}, there);
		const { counts, jobs } = await readClosedToday(database.db, here.id, now);
		expect(counts).toEqual({ delivered: 0, cancelled: 1 });
		expect(jobs).toMatchObject([{ id: mine, plate: '豫A10002', status: 'cancelled', closedAt: now }]);
	});

	test('is found by the end of a plate, a name, a phone, an order number, a ticket', async () => {
		const id = await cancelled('豫A7B60S', { name: '欧阳娜', orderNumber: 'RO-9001' });
		for (const words of ['b60s', '欧阳', '1380000', 'ro-9001', '豫a·7b60s']) {
			const found = await searchClosed(database.db, here.id, words, now);
			expect([words, found.map((job) => job.id)]).toEqual([words, expect.arrayContaining([id])]);
		}
		for (const words of ['', 'x', '%%', '没有这个人']) {
			expect(await searchClosed(database.db, here.id, words, now)).toEqual([]);
		}
		expect(await searchClosed(database.db, there.id, '欧阳', now)).toEqual([]);
	});

	test('months ago is found by the whole plate or order number', async () => {
		const at = now;
		now = at - 200 * DAY;
		const id = await cancelled('豫A8Q311', { orderNumber: 'RO-OLD' });
		now = at;
		const search = async (words: string) =>
			(await searchClosed(database.db, here.id, words, now)).map((job) => job.id);
		expect(await search('Q311')).toEqual([]);
		expect(await search('豫A8Q311')).toEqual([id]);
		expect(await search('ro-old')).toEqual([id]);
	});
});

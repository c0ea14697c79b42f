import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { describe, expect, test } from 'vitest';
import { operator } from '../audit/record.server.ts';
import { day } from '../../../tests/files/day.ts';
import { wrong } from '../../../tests/files/wrong.ts';
import type { Door } from '../commands/perform.server.ts';
import { addPerson, changePerson } from '../people/people.server.ts';
import { events, people } from '../database/schema.ts';
import { at, fileOf, importing } from './importing.testing.ts';
import { Refused } from '../model/refusal.ts';
import { ImportInterrupted } from './report.ts';

const house = importing();
const { take, job } = house;
const file = (name: string) => readFile(`tests/files/${name}`);

describe('a day of work orders', () => {
	test.each([
		'utf8-bom.csv',
		'gb18030.csv',
		'semicolon.csv',
		'tab.txt',
		'utf16le.csv',
		'utf16be.csv',
		'workbook.xlsx'
	])('[IMP4] comes in whole from %s', async (name) => {
		const report = await take(await file(name));
		expect(report).toMatchObject({ created: day.length, updated: 0, unchanged: 0, rejected: [] });
		const numbers = (await house.jobs()).map(({ orderNumber }) => String(orderNumber));
		expect(numbers.sort()).toEqual(day.map(({ orderNumber }) => orderNumber).sort());
	});

	test('[IMP1] is on the board as the file says', async () => {
		const report = await take(await file('utf8-bom.csv'));
		const staff = await house.staff();
		expect(staff.map(({ name }) => name).sort()).toEqual(report.advisorsAdded.sort());
		expect(staff.every(({ userId, roles }) => userId === null && roles.join() === 'advisor')).toBe(true);
		const [first] = day;
		if (!first) throw new Error('the day is empty');
		const { plate, vin, brand, model, colour, customerName: name, phone, work, standardHours } = first;
		expect(await job(first.orderNumber)).toMatchObject({
			vehicle: { plate, vin, brand, model, colour },
			customer: { name, phone },
			advisorId: staff.find((person) => person.name === first.advisor)?.id,
			...{ workType: 'maintenance', work, standardHours, remark: first.note, waiting: first.waiting },
			...{ bookedFor: at('08:00'), arrivedAt: at('07:52'), promise: at('10:30') },
			firstPromise: at('10:30')
		});
	});

	test('[JOB2] the first to arrive gets the first ticket', async () => {
		const rows = ['WT-1,豫A7Q21M,2026-11-23 9:00', 'WT-2,豫A7Q22M,', 'WT-3,豫A7Q23M,2026-11-23 8:00'];
		await take(new TextEncoder().encode(['工单号,车牌,进厂时间', ...rows].join('\n')));
		const tickets = (await house.jobs()).map(({ ticket, orderNumber }) => `${ticket} ${orderNumber}`);
		expect(tickets.sort()).toEqual(['A01 WT-3', 'A02 WT-1', 'A03 WT-2']);
	});

	test('[CMD7] the audit log names who imported', async () => {
		await take(fileOf({}));
		const { db } = house.database;
		const [booked] = await db.select().from(events).where(eq(events.workshopId, house.workshopId));
		expect(booked).toMatchObject({
			type: 'booked',
			screen: 'import',
			actor: { kind: 'import', name: 'import' }
		});
	});

	test('[IMP2] imported again changes nothing: no revision, no job, nobody new', async () => {
		const bytes = await file('utf8-bom.csv');
		await take(bytes);
		const before = [await house.revision(), await house.jobs(), await house.staff()];
		const again = await take(bytes);
		expect(again).toMatchObject({ created: 0, updated: 0, unchanged: day.length, advisorsAdded: [] });
		expect([await house.revision(), await house.jobs(), await house.staff()]).toEqual(before);
	});

	test('[IMP2] imported twice at once comes in once', async () => {
		const bytes = await file('utf8-bom.csv');
		const [a, b] = await Promise.all([take(bytes), take(bytes)]);
		expect([...a.rejected, ...b.rejected]).toEqual([]);
		expect([a.created + b.created, a.unchanged + b.unchanged]).toEqual([day.length, day.length]);
		expect(await house.jobs()).toHaveLength(day.length);
		const names = (await house.staff()).map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe('what is wrong', () => {
	test('[IMP1] bad rows stay out, the others come in', async () => {
		const bad = wrong.filter(({ problems }) => problems && problems.length > 0);
		const good = wrong.filter(({ problems }) => problems?.length === 0);
		const report = await take(await file('wrong.csv'));
		expect(report.created).toBe(good.length);
		expect(report.rejected.map((row) => 'problems' in row && row.problems.map(({ code }) => code))).toEqual(
			bad.map(({ problems }) => problems)
		);
		expect(await house.jobs()).toHaveLength(good.length);
	});

	test.each([
		['empty', ''],
		['noHeader', 'a day, without a header\n'],
		['missingColumns', '工单号,车型\nWT-1,星途\n']
	])('[IMP1] a file that cannot be read (%s) changes nothing', async (code, text) => {
		const before = await house.revision();
		const taking = take(new TextEncoder().encode(text));
		await expect(taking).rejects.toSatisfy((e) => e instanceof Refused && e.refusal.code === code);
		expect([await house.revision(), await house.jobs()]).toEqual([before, []]);
	});

	test('[IMP1] a row that the board refuses is told with its line, and the next one comes in', async () => {
		const door = house.door();
		const picky: Door = {
			perform: async (input, sender) =>
				(input as { order: { orderNumber: string } }).order.orderNumber === day[1]?.orderNumber
					? { ok: false, refusal: { code: 'noStage' }, state: null }
					: door.perform(input, sender)
		};
		const report = await take(await file('utf8-bom.csv'), picky);
		expect(report.created).toBe(day.length - 1);
		expect(report.rejected).toEqual([
			{ line: 3, orderNumber: day[1]?.orderNumber, refusal: { code: 'noStage' } }
		]);
	});

	test('[CMD2] an answer that got lost is asked for again: nothing is done twice', async () => {
		const door = house.door();
		let lost = false;
		const lossy: Door = {
			async perform(input, sender) {
				const reply = await door.perform(input, sender);
				if (lost) return reply;
				lost = true;
				throw new Error('connection lost');
			}
		};
		expect(await take(fileOf({}), lossy)).toMatchObject({ created: 1, unchanged: 0 });
		expect(await house.jobs()).toHaveLength(1);
	});

	test('[IMP1] when the database goes away it is told how far the import came, and again brings the rest', async () => {
		const door = house.door();
		let done = 0;
		const dying: Door = {
			perform: async (input, sender) => {
				if (done === 3) throw new Error('connection lost');
				done++;
				return door.perform(input, sender);
			}
		};
		const bytes = await file('utf8-bom.csv');
		const error: unknown = await take(bytes, dying).catch((thrown: unknown) => thrown);
		if (!(error instanceof ImportInterrupted)) throw error;
		expect(error.left).toBe(day.length - 3);
		expect(error.report.created).toBe(3);
		expect(await house.jobs()).toHaveLength(3);
		expect(await take(bytes)).toMatchObject({ created: day.length - 3, updated: 0, unchanged: 3 });
	});
});

describe('advisors', () => {
	const add = (name: string, role: 'advisor' | 'manager' = 'advisor') =>
		addPerson(house.database.db, house.workshopId, { name, roles: [role] }, Date.now());

	test('are found by name, whatever else they are', async () => {
		const id = await add('沈青', 'manager');
		expect(await take(fileOf({ 服务顾问: ' 沈青 ' }))).toMatchObject({ advisorsAdded: [] });
		expect(await job('WT-1')).toMatchObject({ advisorId: id });
	});

	test('who left get no new orders, stay on theirs, and are told', async () => {
		const id = await add('沈青');
		await take(fileOf({ 服务顾问: '沈青' }));
		await changePerson(house.database.db, house.workshopId, id, { active: false }, operator);
		const again = await take(fileOf({ 服务顾问: '沈青' }));
		expect(again).toMatchObject({ unchanged: 1, rejected: [], advisorsAdded: [] });
		const other = await take(fileOf({ 工单号: 'WT-2', 服务顾问: '沈青' }));
		expect(other).toMatchObject({ created: 1, advisorsAdded: [], advisorsGone: ['沈青'] });
		expect([(await job('WT-1')).advisorId, (await job('WT-2')).advisorId]).toEqual([id, null]);
	});

	test('[IMP9] twenty new names are added, and of one more none', async () => {
		const named = (count: number, at: number) =>
			Array.from({ length: count }, (_, n) => `WT-${at}${n},豫A7Q21M,顾问${at}甲${n}`);
		const rows = (count: number, at: number) =>
			new TextEncoder().encode(['工单号,车牌,服务顾问', ...named(count, at)].join('\n'));
		const many = await take(rows(21, 1));
		expect(many).toMatchObject({ created: 21, advisorsAdded: [] });
		expect(many.advisorsRefused).toHaveLength(21);
		expect(await house.staff()).toEqual([]);
		expect((await take(rows(20, 2))).advisorsAdded).toHaveLength(20);
	});

	test('[IMP9] a workshop of 300 people gets no more by an import', async () => {
		const { db } = house.database;
		const staff = Array.from({ length: 299 }, (_, n) => ({
			...{ id: uuidv7(), workshopId: house.workshopId, name: `员工${n}`, roles: ['viewer' as const] }
		}));
		await db.insert(people).values(staff);
		expect((await take(fileOf({ 服务顾问: '沈青' }))).advisorsAdded).toEqual(['沈青']);
		const next = await take(fileOf({ 工单号: 'WT-2', 服务顾问: '沈白' }));
		expect(next).toMatchObject({ created: 1, advisorsAdded: [], advisorsRefused: ['沈白'] });
		expect(await house.staff()).toHaveLength(300);
	});
});

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { accounts, bays, people, stages, users, workshops } from '../database/schema.ts';
import {
	anyWorkshop,
	createFirstWorkshop,
	createWorkshop,
	type NewWorkshop
} from './create-workshop.server.ts';

const database = freshDatabase();
const now = Date.UTC(2026, 10, 24, 2);
const plan = (slug: string, more: Partial<NewWorkshop> = {}): NewWorkshop => ({
	...{ slug, name: '一号车间', language: 'zh-CN', timeZone: 'Asia/Shanghai', ...more }
});
const owner = (username: string) => ({ name: '王芳', username, password: 'a long pass phrase' });

describe('the first run', () => {
	test('of several people at once one makes the workshop', async () => {
		expect(await anyWorkshop(database.db)).toBe(false);
		const attempts = ['one', 'two', 'three'].map((slug) =>
			createFirstWorkshop(database.db, plan(slug), owner(`first.${slug}`), now)
		);
		const made = (await Promise.all(attempts)).filter((workshop) => workshop !== null);
		expect(made).toHaveLength(1);
		expect(await database.db.select().from(workshops)).toHaveLength(1);
		expect(await database.db.select().from(users)).toHaveLength(1);
		expect(await createFirstWorkshop(database.db, plan('late'), owner('late'), now)).toBeNull();
	});
});

describe('a new workshop', () => {
	test('has an owner who can sign in, usual hours, and a line of revisions of its own', async () => {
		const { id, ownerId } = await createWorkshop(database.db, plan('north'), owner('north'), now);
		const other = await createWorkshop(database.db, plan('south'), null, now);
		const [row] = await database.db.select().from(workshops).where(eq(workshops.id, id));
		expect(row).toMatchObject({ slug: 'north', revision: 0, settingsRevision: 0, createdAt: now });
		expect(row?.openingHours[0]).toEqual([['08:00', '18:00']]);
		expect(row?.openingHours[6]).toEqual([['09:00', '17:00']]);
		const [second] = await database.db.select().from(workshops).where(eq(workshops.id, other.id));
		expect(second?.epoch).not.toBe(row?.epoch);
		expect(other.ownerId).toBeNull();

		const staff = await database.db.select().from(people).where(eq(people.workshopId, id));
		expect(staff).toMatchObject([{ id: ownerId, name: '王芳', roles: ['owner'], active: true }]);
		const [account] = await database.db
			.select()
			.from(accounts)
			.where(eq(accounts.userId, staff[0]?.userId ?? ''));
		expect(account?.password).not.toContain('pass phrase');
	});

	test.each([
		['zh-CN', '预约 接车预检 待派工 诊断 机修 钣喷 质检 洗车 待交车', '1号'],
		['zh-TW', '預約 接車預檢 待派工 診斷 機電 鈑噴 品檢 洗車 待交車', '1 號'],
		[
			'en',
			'Booked Check-in Waiting for dispatch Diagnosis Mechanical Body & paint Quality check Wash Ready',
			'Bay 1'
		]
	] as const)('speaks its own language: %s', async (language, names, bay) => {
		const { id } = await createWorkshop(database.db, plan(`in-${language}`, { language }), null, now);
		const rows = await database.db
			.select()
			.from(stages)
			.where(eq(stages.workshopId, id))
			.orderBy(stages.position);
		expect(rows.map(({ name }) => name).join(' ')).toBe(names);
		expect(
			rows.filter(({ allowance }) => allowance > 0).map(({ kind, allowance }) => [kind, allowance])
		).toEqual([
			['inspection', 10],
			['wash', 15]
		]);
		// [OUT9] Body and paint is passed by what was in an accident.
		expect(rows.flatMap(({ position, workTypes }) => (workTypes ? [[position, workTypes]] : []))).toEqual([
			[5, ['accident']]
		]);
		const places = await database.db
			.select()
			.from(bays)
			.where(eq(bays.workshopId, id))
			.orderBy(bays.position);
		expect(places.map(({ name }) => name)).toHaveLength(6);
		expect(places[0]?.name).toBe(bay);
	});

	test('may bring stages and bays of its own', async () => {
		const own = [{ kind: 'ready' as const, name: '完工', allowance: 0 }];
		const made = await createWorkshop(database.db, plan('own', { stages: own, bays: [] }), null, now);
		expect(made.stages).toMatchObject([{ name: '完工', position: 0, hidden: false }]);
		expect(made.bays).toEqual([]);
	});

	test('is not made at all when its owner’s name is taken', async () => {
		await createWorkshop(database.db, plan('whole'), owner('zhang.wei'), now);
		const again = createWorkshop(database.db, plan('half'), owner(' Zhang.Wei '), now);
		await expect(again).rejects.toThrow('usernameTaken');
		expect(await database.db.select().from(workshops).where(eq(workshops.slug, 'half'))).toEqual([]);
	});
});

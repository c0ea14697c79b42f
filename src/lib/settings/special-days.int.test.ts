import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { operator } from '../audit/record.server.ts';
import type { BoardMeta } from '../feeds/board.ts';
import { isClosedAt } from '../model/closed-at.ts';
import { auditEntries, workshops } from '../database/schema.ts';
import { linesIn } from '../sync/read-workshop.server.ts';
import { readSnapshot } from '../sync/read-feed.server.ts';
import { dayOf } from '../words/clock-words.ts';
import { createWorkshop } from './create-workshop.server.ts';
import { changeHolidays, MOST_SPECIAL_DAYS, putSpecialDay, removeSpecialDay } from './special-days.server.ts';
import { DAY } from '../model/moments.ts';

const database = freshDatabase();
const timeZone = 'Asia/Shanghai';
const always = Array.from({ length: 7 }, () => [['00:00', '24:00']] as const);
let id: string;
let today: string;

beforeEach(async () => {
	const slug = `here-${uuidv7()}`.slice(0, 40);
	const workshop = { slug, name: slug, language: 'zh-CN' as const, timeZone, openingHours: always };
	({ id } = await createWorkshop(database.db, workshop, null, Date.now()));
	today = dayOf(Date.now(), timeZone);
});

const later = (days: number): string => Temporal.PlainDate.from(today).add({ days }).toString();
const put = (date: string, name: string, hours: readonly (readonly [string, string])[] | null = []) =>
	putSpecialDay(database.db, id, operator, { date, name, hours }, today);

async function board(): Promise<BoardMeta> {
	const of = { feed: 'board' as const, workshopId: id, jobId: null };
	return (await readSnapshot(linesIn(database.db), of)).meta as BoardMeta;
}

const entered = async () =>
	(await database.db.select().from(workshops).where(eq(workshops.id, id)))[0]!.specialDays;

describe('[CAL2] [CAL3] a special day', () => {
	test('is closed on every board once it was entered, and open again once it was removed', async () => {
		const noon = Date.parse(`${later(3)}T12:00+08:00`);
		expect(isClosedAt((await board()).openWindows, noon)).toBe(false);
		await put(later(3), '盘点');
		const closed = await board();
		expect(isClosedAt(closed.openWindows, noon)).toBe(true);
		expect(isClosedAt(closed.openWindows, noon + DAY)).toBe(false);
		expect(closed.specialDays).toEqual([{ date: later(3), name: '盘点' }]);
		await removeSpecialDay(database.db, id, operator, later(3));
		expect(isClosedAt((await board()).openWindows, noon)).toBe(false);
	});

	test('entered again has the new hours, and is one entry', async () => {
		await put(later(3), '盘点');
		await put(later(3), '盘点', [['09:00', '12:00']]);
		expect(await entered()).toEqual([{ date: later(3), name: '盘点', hours: [['09:00', '12:00']] }]);
		const { openWindows } = await board();
		expect(isClosedAt(openWindows, Date.parse(`${later(3)}T11:00+08:00`))).toBe(false);
		expect(isClosedAt(openWindows, Date.parse(`${later(3)}T13:00+08:00`))).toBe(true);
	});

	test('is written down, and refused where there are too many', async () => {
		await put(later(3), '盘点');
		const [entry] = await database.db.select().from(auditEntries).where(eq(auditEntries.workshopId, id));
		expect(entry!.change).toEqual({ type: 'settingsChanged', part: 'day', name: `${later(3)} 盘点` });
		const many = Array.from({ length: MOST_SPECIAL_DAYS }, (_, day) => ({
			...{ date: later(day + 10), name: 'x', hours: [] }
		}));
		await database.db.update(workshops).set({ specialDays: many }).where(eq(workshops.id, id));
		const full = expect.objectContaining({ refusal: { code: 'daysFull' } }) as Error;
		await expect(put(later(3), 'one more')).rejects.toThrow(full);
		// One that is there already is no more.
		await put(later(10), 'y');
		const gone = expect.objectContaining({ refusal: { code: 'gone' } }) as Error;
		await expect(removeSpecialDay(database.db, id, operator, later(4))).rejects.toThrow(gone);
	});

	test('of more than a year ago goes as another is entered', async () => {
		const old = { date: later(-500), name: 'old', hours: [] };
		await database.db
			.update(workshops)
			.set({ specialDays: [old] })
			.where(eq(workshops.id, id));
		await put(later(3), '盘点');
		expect((await entered()).map(({ name }) => name)).toEqual(['盘点']);
	});
});

test('[CAL1] holidays count from the moment on at which a workshop keeps them', async () => {
	await changeHolidays(database.db, id, operator, 'CN');
	const [row] = await database.db.select().from(workshops).where(eq(workshops.id, id));
	expect(row).toMatchObject({ holidays: 'CN', revision: 1, settingsRevision: 1 });
});

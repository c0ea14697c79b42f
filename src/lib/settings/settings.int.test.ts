import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { operator } from '../audit/record.server.ts';
import { openDoor } from '../commands/perform.server.ts';
import { bays as baysTable, workshops } from '../database/schema.ts';
import { linesIn } from '../sync/read-workshop.server.ts';
import { machineClock } from '../sync/clock.ts';
import { readSince } from '../sync/read-feed.server.ts';
import { Snapshots } from '../sync/snapshots.server.ts';
import { addBay, baysOf, changeBay, moveBay } from './bays.server.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { type CreatedWorkshop, createWorkshop } from './create-workshop.server.ts';
import { addStage, changeStage, hideStage, moveStage, stagesOf } from './stages.server.ts';
import { changeWorkshop } from './workshop-settings.server.ts';

const database = freshDatabase();
let here: CreatedWorkshop;
let there: CreatedWorkshop;

const make = (slug: string) =>
	createWorkshop(
		database.db,
		{ slug, name: slug, language: 'en', timeZone: 'Asia/Shanghai' },
		null,
		Date.now()
	);

beforeEach(async () => {
	here = await make(`here-${uuidv7()}`.slice(0, 40));
	there = await make(`there-${uuidv7()}`.slice(0, 40));
});

const line = async (id = here.id) => {
	const [row] = await database.db.select().from(workshops).where(eq(workshops.id, id));
	return { revision: row?.revision, settingsRevision: row?.settingsRevision };
};
const names = async () => (await stagesOf(database.db, here.id)).map(({ name }) => name);
const stageOf = (kind: string, of = here) => of.stages.find((stage) => stage.kind === kind)!.id;
const refusal = (code: object) => expect.objectContaining({ refusal: code }) as Error;

/** A car that stands in the workshop's check-in. */
const receive = () =>
	openDoor(database.db, () => {}).perform(
		{
			...{ id: uuidv7(), jobId: uuidv7(), type: 'book', arrivedAt: Date.now(), fromSource: false },
			order: {
				orderNumber: null,
				vehicle: { plate: '豫A9X770', vin: '', brand: '', model: '', colour: '' },
				customer: { name: '胡勇', phone: '' },
				...{ waiting: false, workType: 'maintenance', work: '', standardHours: null, remark: '' },
				...{ advisorId: null, bookedFor: null, promise: null }
			}
		},
		{
			workshopId: here.id,
			actor: { kind: 'import', id: null, name: '' },
			kind: 'operator' as const,
			roles: [],
			screen: 'test'
		}
	);

describe('a change of the settings', () => {
	test('[SET1] is one revision, in line with commands', async () => {
		await changeStage(database.db, here.id, operator, stageOf('wash'), {
			name: 'Polish',
			wipLimit: 3,
			allowance: 20
		});
		expect(await line()).toEqual({ revision: 1, settingsRevision: 1 });
		expect(await receive()).toMatchObject({ ok: true, revision: 2 });
		expect(await line()).toEqual({ revision: 2, settingsRevision: 1 });
		expect(await line(there.id)).toEqual({ revision: 0, settingsRevision: 0 });
	});

	test('[SET1] many at once leave no gap', async () => {
		await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => addBay(database.db, here.id, operator, name)));
		expect(await line()).toEqual({ revision: 5, settingsRevision: 5 });
		const places = await baysOf(database.db, here.id);
		expect(places.map(({ position }) => position)).toEqual([...places.keys()]);
	});

	test('[SET1] that fails leaves no trace', async () => {
		const failing = changeSettings(database.db, here.id, async (tx) => {
			await tx.update(workshops).set({ name: 'half' }).where(eq(workshops.id, here.id));
			throw new Error('on the way');
		});
		await expect(failing).rejects.toThrow('on the way');
		expect(await line()).toEqual({ revision: 0, settingsRevision: 0 });
	});

	test('[SET1] gives a screen that catches up the whole, with the new settings', async () => {
		const of = { feed: 'board' as const, workshopId: here.id, jobId: null };
		const lines = linesIn(database.db);
		const parts = { lines, snapshots: new Snapshots(lines, machineClock) };
		const before = await readSince(parts, of, null);
		if (!('snapshot' in before)) throw new Error('a first look is a snapshot');
		await addBay(database.db, here.id, operator, 'Paint box');
		const { epoch, revision } = before.snapshot;
		expect(await readSince(parts, of, { epoch, revision })).toMatchObject({
			snapshot: {
				revision: 1,
				meta: { bays: expect.arrayContaining([expect.objectContaining({ name: 'Paint box' })]) as unknown[] }
			}
		});
	});

	test('[SYNC5] is seen after a restored backup, also under a revision that there was before', async () => {
		const bays = async () => {
			const { line } = await linesIn(database.db).read(here.id, 'job');
			return line.settings.bays.map(({ name }) => name);
		};
		await addBay(database.db, here.id, operator, 'Lost');
		expect(await bays()).toContain('Lost');
		await database.db.delete(baysTable).where(eq(baysTable.name, 'Lost'));
		const restored = { epoch: randomUUID(), revision: 0, settingsRevision: 0 };
		await database.db.update(workshops).set(restored).where(eq(workshops.id, here.id));
		await addBay(database.db, here.id, operator, 'Since');
		expect(await line()).toEqual({ revision: 1, settingsRevision: 1 });
		expect(await bays()).toContain('Since');
	});

	test('of the workshop itself is kept whole', async () => {
		const openingHours = [
			...Array.from(
				{ length: 6 },
				() =>
					[
						['07:30', '12:00'],
						['13:00', '24:00']
					] as const
			),
			[]
		];
		const details = {
			...{ name: '二号车间', phone: '0371-0000-0000', pickupDesk: '2 号服务台', platesMasked: true },
			...{ language: 'zh-TW' as const, timeZone: 'Asia/Taipei', openingHours }
		};
		await changeWorkshop(database.db, here.id, operator, details);
		const [row] = await database.db.select().from(workshops).where(eq(workshops.id, here.id));
		expect(row).toMatchObject(details);
	});
});

describe('stages', () => {
	test('a new one comes behind its kind', async () => {
		await addStage(database.db, here.id, operator, { kind: 'repair', name: 'Glass' });
		await addStage(database.db, here.id, operator, { kind: 'ready', name: 'Parked' });
		await addStage(database.db, here.id, operator, { kind: 'booked', name: 'Asked for' });
		expect(await names()).toEqual([
			...['Booked', 'Asked for', 'Check-in', 'Waiting for dispatch', 'Diagnosis', 'Mechanical'],
			...['Body & paint', 'Glass', 'Quality check', 'Wash', 'Ready', 'Parked']
		]);
	});

	test('change places with their neighbours, and stay at the ends', async () => {
		await moveStage(database.db, here.id, operator, stageOf('wash'), 'up');
		expect((await names()).slice(-3)).toEqual(['Wash', 'Quality check', 'Ready']);
		await moveStage(database.db, here.id, operator, stageOf('wash'), 'down');
		await moveStage(database.db, here.id, operator, stageOf('ready'), 'down');
		await moveStage(database.db, here.id, operator, stageOf('booked'), 'up');
		expect(await names()).toEqual(here.stages.map(({ name }) => name));
	});

	test('[SET2] are not hidden while cards stand in them', async () => {
		await receive();
		const arrived = stageOf('arrived');
		await expect(hideStage(database.db, here.id, operator, arrived, true)).rejects.toThrow(
			refusal({ code: 'cardsInStage', count: 1 })
		);
		expect(await line()).toEqual({ revision: 1, settingsRevision: 0 });
		await hideStage(database.db, here.id, operator, stageOf('diagnosis'), true);
		expect((await stagesOf(database.db, here.id)).filter(({ hidden }) => hidden)).toMatchObject([
			{ kind: 'diagnosis' }
		]);
		await hideStage(database.db, here.id, operator, stageOf('diagnosis'), false);
		expect((await stagesOf(database.db, here.id)).every(({ hidden }) => !hidden)).toBe(true);
	});

	test('[SET2] one where cars are ready always stays', async () => {
		await expect(hideStage(database.db, here.id, operator, stageOf('ready'), true)).rejects.toThrow(
			refusal({ code: 'lastReady' })
		);
		await addStage(database.db, here.id, operator, { kind: 'ready', name: 'Parked' });
		await hideStage(database.db, here.id, operator, stageOf('ready'), true);
		expect((await stagesOf(database.db, here.id)).at(-1)).toMatchObject({ name: 'Parked', hidden: false });
	});
});

describe('bays', () => {
	test('are renamed, hidden and moved', async () => {
		const [first, second] = here.bays;
		await changeBay(database.db, here.id, operator, first!.id, { name: 'Lift A' });
		await changeBay(database.db, here.id, operator, second!.id, { hidden: true });
		await moveBay(database.db, here.id, operator, second!.id, 'up');
		expect((await baysOf(database.db, here.id)).slice(0, 2)).toMatchObject([
			{ name: 'Bay 2', hidden: true, position: 0 },
			{ name: 'Lift A', hidden: false, position: 1 }
		]);
	});
});

describe('[ACC4] another workshop’s', () => {
	const gone = refusal({ code: 'gone' });

	test('stages cannot be touched', async () => {
		const id = stageOf('wash', there);
		const change = { name: 'mine', wipLimit: null, allowance: 0 };
		await expect(changeStage(database.db, here.id, operator, id, change)).rejects.toThrow(gone);
		await expect(hideStage(database.db, here.id, operator, id, true)).rejects.toThrow(gone);
		await expect(moveStage(database.db, here.id, operator, id, 'up')).rejects.toThrow(gone);
		expect(await stagesOf(database.db, there.id)).toEqual(there.stages);
		expect(await line()).toEqual({ revision: 0, settingsRevision: 0 });
	});

	test('bays cannot be touched', async () => {
		const id = there.bays[0]!.id;
		await expect(changeBay(database.db, here.id, operator, id, { name: 'mine' })).rejects.toThrow(gone);
		await expect(moveBay(database.db, here.id, operator, id, 'down')).rejects.toThrow(gone);
		expect(await baysOf(database.db, there.id)).toEqual(there.bays);
	});
});

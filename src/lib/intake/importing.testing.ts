import { and, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { type Door, openDoor } from '../commands/perform.server.ts';
import type { Order, Vehicle } from '../job/job.ts';
import { jobs, people, workshops } from '../database/schema.ts';
import { createWorkshop } from '../settings/create-workshop.server.ts';
import { closeListed, type Which } from './close-listed.server.ts';
import { importOrders } from './import-orders.server.ts';
import { type ImportOptions, previewImport } from './prepare.server.ts';
import { findRun, takeBackRun } from './runs.server.ts';

const timeZone = 'Asia/Shanghai';
export const secret = 'the server’s';

/** The evening of the day of the files. */
export const now = Date.parse('2026-11-23T12:00:00Z');
const by = { kind: 'import', id: null, name: 'import' } as const;

/** Milliseconds of a wall-clock time on the day of the files, in the workshop. */
export const at = (time: string): number => Date.parse(`2026-11-23T${time}:00+08:00`);

/** A file of one order, WT-1 of 豫A7Q21M unless told otherwise. Times are `HH:MM` of that day. */
export function fileOf(cells: Record<string, string>): Uint8Array {
	const row = { 工单号: 'WT-1', 车牌号: '豫A7Q21M', ...cells };
	const values = Object.values(row).map((cell) => (/^\d\d:\d\d$/.test(cell) ? `2026-11-23 ${cell}` : cell));
	return new TextEncoder().encode(`${Object.keys(row).join()}\n${values.join()}\n`);
}

/** A database of its own for the test file, and in it a new workshop for each test. */
export function importing() {
	const database = freshDatabase();
	let workshopId = '';
	let stages: { id: string; kind: string }[] = [];

	beforeEach(async () => {
		const named = { slug: `w-${uuidv7()}`, name: '一号', language: 'zh-CN', timeZone } as const;
		({ id: workshopId, stages } = await createWorkshop(database.db, named, null, Date.now()));
	});

	const here = () => ({ id: workshopId, timeZone, language: 'zh-CN' });
	const door = (): Door => openDoor(database.db, () => {});

	async function job(orderNumber: string) {
		const { db } = database;
		const here = and(eq(jobs.workshopId, workshopId), eq(jobs.orderNumber, orderNumber));
		const [row] = await db.select().from(jobs).where(here);
		if (!row) throw new Error(`no job ${orderNumber}`);
		return row;
	}

	async function send(command: object): Promise<void> {
		const actor = { kind: 'demo', id: null, name: '王强' } as const;
		const reply = await door().perform(command, {
			workshopId,
			actor,
			kind: 'operator',
			roles: [],
			screen: 'board'
		});
		if (!reply.ok) throw new Error(reply.refusal.code);
	}

	return {
		database,
		door,
		job,
		get workshopId() {
			return workshopId;
		},
		take: (bytes: Uint8Array, through: Door = door(), options: ImportOptions = {}) =>
			importOrders({ db: database.db, door: through, secret }, here(), bytes, by, { now, ...options }),
		look: (bytes: Uint8Array, options: ImportOptions = {}) =>
			previewImport({ db: database.db, secret }, here(), bytes, { now, ...options }),
		async takeBack(run: string | null) {
			const found = run && (await findRun(database.db, workshopId, run));
			if (!found) throw new Error('no such import');
			return takeBackRun({ db: database.db, door: door() }, found, by, { reason: '撤回导入' });
		},
		async close(run: string | null, which: Which) {
			const found = run && (await findRun(database.db, workshopId, run));
			if (!found) throw new Error('no such import');
			const reasons = { delivered: '已结束', cancelled: '已作废', gone: '已没有' };
			return closeListed({ db: database.db, door: door() }, found, which, by, reasons);
		},
		/** WT-1, received on the board before it is in any file. */
		async book(vehicle: Partial<Vehicle>): Promise<void> {
			const order: Order = {
				orderNumber: 'WT-1',
				vehicle: { plate: '豫A7Q21M', vin: '', brand: '', model: '', colour: '', ...vehicle },
				...{ customer: { name: '', phone: '' }, waiting: false, workType: 'other', work: '', remark: '' },
				...{ standardHours: null, advisorId: null, bookedFor: null, promise: null }
			};
			const command = { type: 'book', id: uuidv7(), jobId: uuidv7(), order, arrivedAt: null };
			await send({ ...command, fromSource: false });
		},
		/** As somebody does on the board. */
		async act(orderNumber: string, command: object): Promise<void> {
			const { id, version } = await job(orderNumber);
			await send({ id: uuidv7(), jobId: id, expect: version, ...command });
		},
		jobs: () => database.db.select().from(jobs).where(eq(jobs.workshopId, workshopId)),
		staff: () => database.db.select().from(people).where(eq(people.workshopId, workshopId)),
		async revision(): Promise<number | undefined> {
			const rows = await database.db.select().from(workshops).where(eq(workshops.id, workshopId));
			return rows[0]?.revision;
		},
		stage: (kind: string): string => stages.find((stage) => stage.kind === kind)?.id ?? ''
	};
}

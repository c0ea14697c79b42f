import { and, asc, count, eq, ne } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { AccessChange } from '../model/access-change.ts';
import { record, type Who } from '../audit/record.server.ts';
import { progressOf, type Stage, type StageKind } from '../model/stage.ts';
import type { Database, Queryable } from '../database/database.ts';
import { jobs, stages } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { type Direction, moveInOrder, nameOf, writeOrder } from './order.server.ts';
import { refuseMore } from '../commands/refuse-more.server.ts';
import { Refused } from '../model/refusal.ts';

const inWorkshop = (workshopId: string, id: string) =>
	and(eq(stages.id, id), eq(stages.workshopId, workshopId));

const changed = (name: string): AccessChange => ({ type: 'settingsChanged', part: 'stage', name });

/** All stages, hidden ones too, in their order. */
export async function stagesOf(db: Queryable, workshopId: string): Promise<Stage[]> {
	const rows = await db
		.select()
		.from(stages)
		.where(eq(stages.workshopId, workshopId))
		.orderBy(asc(stages.position), asc(stages.id));
	return rows.map(({ workshopId: _, ...stage }) => stage);
}

/** Adds a stage behind those of its kind and of what comes before. */
export const addStage = (
	db: Database,
	workshopId: string,
	who: Who,
	{ kind, name }: { kind: StageKind; name: string }
): Promise<string> =>
	changeSettings(db, workshopId, async (tx) => {
		const id = uuidv7();
		await refuseMore(tx, workshopId, 'stages');
		const known = await stagesOf(tx, workshopId);
		const behind = known.findLastIndex((stage) => progressOf(stage.kind) <= progressOf(kind));
		await tx.insert(stages).values({ id, workshopId, kind, name, position: known.length });
		const ids = known.map((stage) => stage.id);
		ids.splice(behind + 1, 0, id);
		await writeOrder(tx, stages, workshopId, ids);
		await record(tx, workshopId, who, changed(name));
		return id;
	});

/** @throws Refused `gone` */
export const changeStage = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	change: Pick<Stage, 'name' | 'wipLimit' | 'allowance'> & Partial<Pick<Stage, 'workTypes'>>
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const rows = await tx
			.update(stages)
			.set(change)
			.where(inWorkshop(workshopId, id))
			.returning({ id: stages.id });
		if (rows.length === 0) throw new Refused({ code: 'gone' });
		await record(tx, workshopId, who, changed(change.name));
	});

export const moveStage = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	direction: Direction
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		await moveInOrder(tx, stages, workshopId, id, direction);
		await record(tx, workshopId, who, changed(await nameOf(tx, stages, id)));
	});

/**
 * Takes a stage off the board, or puts it back. Not while cards stand in it, which nobody would see any
 * more: no command comes between the count and the change, since both hold the workshop's line. [SET2]
 *
 * @throws Refused `cardsInStage`, `lastReady`, `gone`
 */
export const hideStage = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	hidden: boolean
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const [stage] = await tx.select().from(stages).where(inWorkshop(workshopId, id));
		if (!stage) throw new Refused({ code: 'gone' });
		if (hidden) {
			const cards = await openCards(tx, id);
			if (cards > 0) throw new Refused({ code: 'cardsInStage', count: cards });
			if (stage.kind === 'ready' && !(await anotherReady(tx, workshopId, id))) {
				throw new Refused({ code: 'lastReady' });
			}
		}
		await tx.update(stages).set({ hidden }).where(inWorkshop(workshopId, id));
		await record(tx, workshopId, who, changed(stage.name));
	});

async function openCards(tx: Queryable, stageId: string): Promise<number> {
	const [row] = await tx
		.select({ cards: count() })
		.from(jobs)
		.where(and(eq(jobs.stageId, stageId), eq(jobs.status, 'open')));
	return row?.cards ?? 0;
}

async function anotherReady(tx: Queryable, workshopId: string, id: string): Promise<boolean> {
	const ready = and(
		eq(stages.workshopId, workshopId),
		eq(stages.kind, 'ready'),
		eq(stages.hidden, false),
		ne(stages.id, id)
	);
	const found = await tx.select({ id: stages.id }).from(stages).where(ready).limit(1);
	return found.length > 0;
}

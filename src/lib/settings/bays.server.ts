import { and, asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { AccessChange } from '../model/access-change.ts';
import { record, type Who } from '../audit/record.server.ts';
import type { Bay } from '../model/bay.ts';
import type { Database, Queryable } from '../database/database.ts';
import { bays } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';
import { type Direction, moveInOrder, nameOf, orderOf } from './order.server.ts';
import { refuseMore } from '../commands/refuse-more.server.ts';
import { Refused } from '../model/refusal.ts';

const changed = (name: string): AccessChange => ({ type: 'settingsChanged', part: 'bay', name });

/** All bays, hidden ones too, in their order. */
export async function baysOf(db: Queryable, workshopId: string): Promise<Bay[]> {
	const rows = await db
		.select()
		.from(bays)
		.where(eq(bays.workshopId, workshopId))
		.orderBy(asc(bays.position), asc(bays.id));
	return rows.map(({ workshopId: _, ...bay }) => bay);
}

export const addBay = (db: Database, workshopId: string, who: Who, name: string): Promise<string> =>
	changeSettings(db, workshopId, async (tx) => {
		const id = uuidv7();
		await refuseMore(tx, workshopId, 'bays');
		const { length } = await orderOf(tx, bays, workshopId);
		await tx.insert(bays).values({ id, workshopId, name, position: length });
		await record(tx, workshopId, who, changed(name));
		return id;
	});

/**
 * Renames a bay, hides it or puts it back. Cards that stand on a hidden bay keep it; none is sent there.
 *
 * @throws Refused `gone`
 */
export const changeBay = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	change: Partial<Pick<Bay, 'name' | 'hidden'>>
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		const [bay] = await tx
			.update(bays)
			.set(change)
			.where(and(eq(bays.id, id), eq(bays.workshopId, workshopId)))
			.returning({ name: bays.name });
		if (!bay) throw new Refused({ code: 'gone' });
		await record(tx, workshopId, who, changed(bay.name));
	});

export const moveBay = (
	db: Database,
	workshopId: string,
	who: Who,
	id: string,
	direction: Direction
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		await moveInOrder(tx, bays, workshopId, id, direction);
		await record(tx, workshopId, who, changed(await nameOf(tx, bays, id)));
	});

import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../database/database.ts';
import type { bays, stages } from '../database/schema.ts';
import { Refused } from '../model/refusal.ts';

/** What a workshop lists in an order of its own. */
type Listed = typeof stages | typeof bays;

export type Direction = 'up' | 'down';

/** The ids of a list in its order. Read inside a settings change, nobody else moves them meanwhile. */
export async function orderOf(tx: Queryable, list: Listed, workshopId: string): Promise<string[]> {
	const rows = await tx
		.select({ id: list.id })
		.from(list)
		.where(eq(list.workshopId, workshopId))
		.orderBy(asc(list.position), asc(list.id));
	return rows.map(({ id }) => id);
}

/** Numbers a list anew from 0, in the order given. */
export async function writeOrder(
	tx: Queryable,
	list: Listed,
	workshopId: string,
	ids: string[]
): Promise<void> {
	// Sent in one go: others wait for the workshop's line meanwhile.
	await Promise.all(
		ids.map((id, position) =>
			tx
				.update(list)
				.set({ position })
				.where(and(eq(list.id, id), eq(list.workshopId, workshopId)))
		)
	);
}

/** Changes places with its neighbour; the first one stays the first. */
export async function moveInOrder(
	tx: Queryable,
	list: Listed,
	workshopId: string,
	id: string,
	direction: Direction
): Promise<void> {
	const ids = await orderOf(tx, list, workshopId);
	const from = ids.indexOf(id);
	if (from < 0) throw new Refused({ code: 'gone' });
	const to = direction === 'up' ? from - 1 : from + 1;
	if (to < 0 || to >= ids.length) return;
	ids.splice(from, 1);
	ids.splice(to, 0, id);
	await writeOrder(tx, list, workshopId, ids);
}

/** What an item of a list is called. */
export async function nameOf(tx: Queryable, list: Listed, id: string): Promise<string> {
	const [row] = await tx.select({ name: list.name }).from(list).where(eq(list.id, id));
	return row?.name ?? '';
}

import { eq } from 'drizzle-orm';
import type { Queryable } from '../server/database.ts';
import { workshops } from '../server/schema.ts';

/**
 * Locks the workshop's row until COMMIT. Whatever locks several rows locks this one first, as the door and
 * every change of the settings do: so no two transactions wait for each other.
 */
export async function lockWorkshop(tx: Queryable, workshopId: string): Promise<void> {
	await tx
		.select({ id: workshops.id })
		.from(workshops)
		.where(eq(workshops.id, workshopId))
		.for('no key update');
}

import { sql } from 'drizzle-orm';
import type { Queryable } from '../database/database.ts';
import { events } from '../database/schema.ts';
import type { StoredEvent } from '../stream/stream-name.ts';

interface Written {
	revision: number;
	ordinal: number;
	event: StoredEvent;
}

/** Writes events of a workshop without what is personal in them: the one way past what keeps them as they are. [CMD7] */
export async function rewriteEvents(
	tx: Queryable,
	workshopId: string,
	written: readonly Written[]
): Promise<void> {
	const list = JSON.stringify(written);
	await tx.execute(sql`select set_config('kanche.erasing', 'on', true)`);
	await tx.execute(sql`
		update ${events} set event = fresh.event
		from jsonb_to_recordset(${list}::jsonb) as fresh (revision bigint, ordinal integer, event jsonb)
		where events.workshop_id = ${workshopId}
			and events.revision = fresh.revision and events.ordinal = fresh.ordinal`);
	await tx.execute(sql`select set_config('kanche.erasing', 'off', true)`);
}

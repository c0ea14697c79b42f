import type postgres from 'postgres';
import { uuidv7 } from 'uuidv7';
import type { WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { dispatchTo, moveTo, stopFor } from '../job/job.testing.ts';
import type { Order } from '../job/job.ts';
import { stoppageReasons } from '../job/stoppage.ts';
import type { Database } from '../database/database.ts';
import { HOUR, MINUTE } from '../model/moments.ts';

/**
 * Stands in every personal value of a test, so that one look finds it wherever it is left. In capitals, as plates and
 * numbers are kept, and short enough for a plate.
 */
export const canary = 'CNRY';

/**
 * What in a command is no text of people. Everything else is taken for personal: a text that is new and
 * that nobody thought of, too.
 */
const words = new Set(['type', 'workType', 'brand', 'model', 'actor', 'screen']);
const choices: readonly unknown[] = stoppageReasons;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** A command or an order with the canary in every text that people type. */
export const withCanaries = <Typed>(typed: Typed, name = ''): Typed =>
	JSON.parse(JSON.stringify(typed), (key, value: unknown) => {
		const isText = typeof value === 'string' && !words.has(key) && !choices.includes(value);
		return isText && !uuid.test(value) ? `${canary}${name.toUpperCase()}${value}` : value;
	}) as Typed;

/** What is left of something once the canaries are out: the rest is as it was. */
export const withoutCanaries = <Whole>(whole: Whole): Whole =>
	JSON.parse(JSON.stringify(whole), (key, value: unknown) =>
		typeof value === 'string' && value.includes(canary) ? (key === 'orderNumber' ? null : '') : value
	) as Whole;

let made = 0;
/** Everything that people type in a visit, with a canary in it. */
export const personalOrder = (more: Partial<Order> = {}, name = ''): Order => ({
	...withCanaries(
		{
			orderNumber: uuidv7().slice(-12).toUpperCase(),
			vehicle: {
				plate: (++made).toString(36).toUpperCase(),
				vin: 'VIN',
				brand: 'Volkswagen',
				model: 'Magotan',
				colour: 'white'
			},
			customer: { name: 'name', phone: '' },
			work: 'brakes',
			remark: 'remark'
		},
		name
	),
	...{
		waiting: true,
		workType: 'repair',
		standardHours: 1.5,
		advisorId: null,
		bookedFor: null,
		promise: null
	},
	...more
});

/**
 * A whole visit through the door, with every kind of event but those that reopen or cancel it.
 *
 * @param deliveredAt epoch milliseconds
 */
export async function visit(
	db: Database,
	here: WorkshopForTest,
	deliveredAt: number,
	given: Order,
	{ open = false }: { open?: boolean } = {}
): Promise<string> {
	let now = deliveredAt - 3 * HOUR;
	const door = openDoor(
		db,
		() => {},
		() => now
	);
	const jobId = uuidv7();
	let version = 0;
	const does = async (minutes: number, draft: object) => {
		now += minutes * MINUTE;
		const seen = version === 0 ? {} : { expect: version };
		const command = { ...seen, ...draft, id: uuidv7(), jobId };
		const reply = await door.perform(command, { ...here.lin, kind: 'operator' as const, roles: [] });
		if (!reply.ok) throw new Error(`refused as ${reply.refusal.code}`);
		version = reply.version;
	};
	const order = { ...given, promise: given.promise ?? deliveredAt - HOUR };
	await does(0, { type: 'book', order, arrivedAt: now, fromSource: true });
	const bayId = here.bays[0]?.id ?? null;
	await does(1, dispatchTo({ technicianId: here.zhou.actor.id, bayId, standardHours: 1.5 }));
	await does(1, moveTo(here.stage('repair')));
	await does(1, withCanaries(stopFor('parts', { note: 'ask' })));
	// The stoppage's note is in what the move may go back to, too.
	await does(1, moveTo(here.stage('inspection')));
	await does(1, { type: 'undo' });
	await does(1, moveTo(here.stage('inspection')));
	await does(20, { type: 'resume' });
	await does(1, withCanaries({ type: 'revisePromise', promise: deliveredAt, reason: 'late' }));
	await does(1, withCanaries({ type: 'park', spot: 'B2', keyTag: '7' }));
	await does(1, withCanaries({ type: 'note', text: 'calls at six' }));
	await does(1, { type: 'amend', order: { remark: `${canary}amended` } });
	const reading = { ...order, promise: deliveredAt + MINUTE };
	await does(1, { type: 'readSource', order: reading, arrivedAt: null });
	if (open) return jobId;
	await does(60, moveTo(here.stage('ready')));
	now = deliveredAt;
	await does(0, { type: 'deliver' });
	return jobId;
}

/** Every row of every table in which `text` stands anywhere, by its table: as in a dump. */
export async function rowsWith(sql: postgres.Sql, text: string): Promise<Record<string, number>> {
	const tables = await sql<{ schema: string; name: string }[]>`
		select table_schema as schema, table_name as name from information_schema.tables
		where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
	const found: Record<string, number> = {};
	for (const { schema, name } of tables) {
		const [row] = await sql<{ count: number }[]>`
			select count(*)::int as count from ${sql(schema)}.${sql(name)} as whole
			where position(${text} in whole::text) > 0`;
		if (row?.count) found[name] = row.count;
	}
	return found;
}

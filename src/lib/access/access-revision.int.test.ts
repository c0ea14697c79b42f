import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { makeLink } from '../progress-links/links.server.ts';
import { usualSettings } from '../model/screen.ts';
import { makeScreen } from '../screens/screens.server.ts';
import { people, sessions, stations, workshops } from '../database/schema.ts';
import { startTurn } from '../stations/turn.server.ts';
import { signIn } from '../sync/live.testing.ts';
import { accessRevision } from './access-revision.server.ts';

/* [ACC7] Every write of what decides access counts up the access revision of its workshop, whoever writes it, and how. */

const database = freshDatabase();
let here: WorkshopForTest;
let there: WorkshopForTest;
let elsewhere: WorkshopForTest;
/** The row of each table that is written to. */
const rows: Record<string, string> = {};

/** Each column that decides who may see or do something, and another value for it. */
const deciding: Record<string, Record<string, () => string>> = {
	people: {
		workshop_id: () => `'${elsewhere.id}'`,
		user_id: () => 'null',
		name: () => `'Somebody Else'`,
		roles: () => `'{viewer}'`,
		active: () => 'false'
	},
	screens: {
		workshop_id: () => `'${elsewhere.id}'`,
		name: () => `'Other'`,
		kind: () => `'lounge'`,
		layout: () => `'stage'`,
		stage_ids: () => `'{${here.stage('repair').id}}'`,
		inches: () => '32',
		metres: () => '3',
		mounting: () => `'turnedLeft'`,
		language: () => `'en'`,
		sound: () => `'chime'`,
		token_hash: () => `'another'`,
		changed_at: () => 'now()',
		reload_asked_at: () => 'now()',
		revoked_at: () => 'now()'
	},
	links: {
		workshop_id: () => `'${elsewhere.id}'`,
		job_id: () => `'${rows.otherJob}'`,
		token_hash: () => `'another'`,
		revoked_at: () => 'now()'
	},
	stations: {
		workshop_id: () => `'${elsewhere.id}'`,
		name: () => `'Other'`,
		idle_minutes: () => '1',
		token_hash: () => 'null',
		paired_at: () => 'now()',
		revoked_at: () => 'now()',
		turn_hash: () => 'null',
		person_id: () => `'${here.lin.actor.id}'`,
		turn_since: () => 'now()',
		active_at: () => `active_at - interval '1 minute'`
	},
	sessions: {
		token: () => `'another'`,
		user_id: () => `'${rows.otherUser}'`,
		created_at: () => `created_at - interval '1 day'`,
		expires_at: () => `expires_at - interval '1 day'`
	}
};

/** The other columns of these tables: they are shown, or say when something was. */
const indifferent: Record<string, string[]> = {
	people: ['id'],
	screens: ['id', 'created_at', 'paired_by', 'heard_at', 'report', 'behind_since'],
	links: ['id', 'created_by', 'created_at'],
	stations: ['id', 'created_at', 'paired_by'],
	sessions: ['id', 'ip_address', 'user_agent', 'updated_at']
};

/** The other tables, and why nothing in them decides about what is open. */
const others: Record<string, string> = {
	workshops: 'name and settings; its slug, by which staff connect, stays',
	stages: 'settings',
	bays: 'settings',
	vehicles: 'shown',
	customers: 'shown',
	jobs: 'shown; a job that is closed ends its links 7 days later at the earliest, when they are authorised again',
	cases: 'shown',
	events: 'what happened',
	commands: 'what happened',
	import_runs: 'what happened',
	audit_entries: 'what happened',
	pins: 'opens a turn; a new one ends turns, which are in `stations`',
	passes: 'opens an account or a station, which are written then',
	site: 'the secret’s seal',
	limits: 'counts tries',
	pairings: 'opens a screen, which is written then',
	users: 'names an account',
	accounts: 'holds a password; a new one ends sessions',
	verifications: 'unused'
};

const revisionOf = async ({ id }: { id: string }) =>
	(await database.db.select({ access: accessRevision }).from(workshops).where(eq(workshops.id, id)))[0]!
		.access;

/** Whether a statement changes the access revision of a workshop. It is undone. */
async function changes(statement: string, workshop: { id: string } = here): Promise<boolean> {
	const before = await revisionOf(workshop);
	let after = before;
	const undone = new Error('undone');
	await database.sql
		.begin(async (sql) => {
			await sql.unsafe(statement);
			const [row] =
				await sql`select epoch || ':' || access_revision as access from workshops where id = ${workshop.id}`;
			after = (row as { access: string }).access;
			throw undone;
		})
		.catch((error: unknown) => {
			if (error !== undone) throw error;
		});
	return after !== before;
}

beforeAll(async () => {
	const { db } = database;
	[here, there] = [await aWorkshop(db, 'here'), await aWorkshop(db, 'there')];
	elsewhere = await aWorkshop(db, 'elsewhere');
	const door = openDoor(db, () => {});
	const jobId = (await done(door, booking({}, Date.now()), here.lin)).jobId;
	rows.otherJob = (await done(door, booking({}, Date.now()), here.lin)).jobId;
	rows.people = here.zhou.actor.id!;
	const userId = (await signIn(db, rows.people)).replace('user=', '');
	rows.otherUser = (await signIn(db, here.lin.actor.id!)).replace('user=', '');
	// The same account in two workshops.
	await db.update(people).set({ userId }).where(eq(people.id, there.zhou.actor.id!));
	rows.screens = (await makeScreen(db, here.id, { ...usualSettings, name: 'wall' }, Date.now())).id;
	rows.links = (await makeLink(db, { workshopId: here.id, jobId, createdBy: null }, Date.now())).id;
	rows.stations = randomUUID();
	const paired = { tokenHash: 'device', pairedAt: Date.now(), createdAt: Date.now() };
	await db.insert(stations).values({ id: rows.stations, workshopId: here.id, name: 'Tablet', ...paired });
	await startTurn(db, rows.stations, rows.people, Date.now());
	rows.sessions = randomUUID();
	const at = {
		createdAt: new Date(),
		updatedAt: new Date(),
		expiresAt: new Date(Date.now() + 10 * 86_400_000)
	};
	await db.insert(sessions).values({ id: rows.sessions, token: 'token', userId, ...at });
});

test('[ACC7] every column of every table either decides access or is known not to', async () => {
	const columns = await database.sql<{ table: string; column: string }[]>`
		select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'`;
	const unknown = columns.filter(({ table, column }) => {
		if (table in others) return false;
		return !(column in (deciding[table] ?? {})) && !indifferent[table]?.includes(column);
	});
	expect(unknown, 'if it decides access it needs a trigger, see drizzle/0006_access_triggers.sql').toEqual(
		[]
	);
});

describe.each(Object.entries(deciding))('[ACC7] the access revision counts up when %s', (table, columns) => {
	test.each(Object.entries(columns))('has another %s', async (column, value) => {
		expect(await changes(`update ${table} set ${column} = ${value()} where id = '${rows[table]}'`)).toBe(
			true
		);
	});

	test('loses a row', async () => {
		// Whatever refers to the row is left out.
		const statement = `alter table ${table} enable always trigger ${table}_access_ended;
			set local session_replication_role = replica;
			delete from ${table} where id = '${rows[table]}'`;
		expect(await changes(statement)).toBe(true);
	});
});

test.each([
	["update screens set heard_at = now(), report = '{}', behind_since = now()"],
	["update stations set active_at = active_at + interval '1 minute'"],
	["update sessions set expires_at = expires_at + interval '1 day', updated_at = now()"],
	['update people set name = name, roles = roles'],
	['update jobs set closed_at = now()']
])('[ACC7] the access revision stays after: %s', async (statement) => {
	expect(await changes(statement)).toBe(false);
});

test('[ACC7] an ended session counts in every workshop of its account', async () => {
	const statement = `delete from sessions where id = '${rows.sessions}'`;
	expect(await changes(statement, there)).toBe(true);
	// Where they are locked out they have nothing open.
	const lockedOut = `update people set active = false where workshop_id = '${there.id}'`;
	await database.sql.unsafe(lockedOut);
	expect(await changes(statement, there)).toBe(false);
});

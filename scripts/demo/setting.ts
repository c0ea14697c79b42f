import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Locale } from '#lib/languages/locale.ts';
import { addPerson } from '#lib/people/people.server.ts';
import type { Role } from '#lib/model/person.ts';
import { applicationName, type Database } from '#lib/database/database.ts';
import { stages, users, workshops } from '#lib/database/schema.ts';
import { createWorkshop } from '#lib/settings/create-workshop.server.ts';
import { eq } from 'drizzle-orm';
import { advisorNames, bayNames, said, technicianNames, workshopWords } from './cast.ts';

export interface DemoUser {
	role: Role;
	username: string;
	password: string;
}

/** The workshop before its first car of the day. */
export interface DemoWorkshop {
	id: string;
	slug: string;
	users: DemoUser[];
	/** Plays the day; its own account, so that a visitor's drags are told from its. */
	player: DemoUser;
	advisorIds: string[];
	technicianIds: string[];
}

const SLUG = 'demo';
/** Open round the clock: the demonstration is looked at at any hour. */
const ALWAYS = Array.from({ length: 7 }, () => [['00:00', '24:00']] as const);

/** The comment of a database that a demo made. */
const MARK = 'Made by npm run demo, which deletes everything in it at every start.';

/** Milliseconds in which the connections of a demo that was killed are gone. */
const GONE_WITHIN = 3_000;

/**
 * Empties the demo's own database.
 *
 * @throws where no demo made it, or another demo uses it now [RUN8]
 */
export async function clear(db: Database, dataDir: string): Promise<void> {
	for (const deadline = Date.now() + GONE_WITHIN; await isInUse(db); await sleep(100)) {
		if (Date.now() < deadline) continue;
		throw new Error(
			`Another demo uses the database in ${dataDir}. Stop it, or choose another folder with DATA_DIR.`
		);
	}
	const [row] = await db.execute<{ mark: string | null; used: boolean }>(sql`
		select shobj_description(oid, 'pg_database') as mark,
			exists (select from ${workshops}) or exists (select from ${users}) as used
		from pg_database where datname = current_database()`);
	const { mark, used } = row!;
	if (used && mark !== MARK) {
		throw new Error(
			`The database in ${dataDir} was not made by this demo: nothing in it was changed. ` +
				'Choose another folder with DATA_DIR. If it is an old demo, delete it.'
		);
	}
	await db.execute(
		sql.raw(
			`do $$ begin execute format('comment on database %I is %L', current_database(), '${MARK}'); end $$`
		)
	);
	await db.execute(sql`truncate ${workshops}, ${users} cascade`);
}

/** Whether another process of this product has the database open. */
async function isInUse(db: Database): Promise<boolean> {
	const others = await db.execute(sql`
		select from pg_stat_activity
		where datname = current_database() and application_name like 'kanche-%' and application_name <> ${applicationName}`);
	return others.length > 0;
}

export async function setUp(
	db: Database,
	language: Locale,
	timeZone: string,
	now: number
): Promise<DemoWorkshop> {
	const account = (role: Role, username: string): DemoUser => ({ role, username, password: password() });
	const [owner, foreman, advisor] = [
		account('owner', 'owner'),
		account('foreman', 'foreman'),
		account('advisor', 'advisor')
	];
	const player = account('manager', 'autoplay');
	const words = (key: keyof typeof workshopWords) => said(workshopWords[key], language);
	const { id, stages: made } = await createWorkshop(
		db,
		{
			...{ slug: SLUG, name: words('name'), language, timeZone, openingHours: ALWAYS },
			...{ phone: '0371-0000-0000', pickupDesk: words('pickupDesk'), bays: bayNames(language) }
		},
		{ name: words('foreman'), ...owner },
		now
	);
	const mechanical = made.find((stage) => stage.kind === 'repair');
	if (mechanical) await db.update(stages).set({ wipLimit: 10 }).where(eq(stages.id, mechanical.id));

	const add = (name: string, roles: Role[], credentials?: DemoUser) =>
		addPerson(db, id, { name, roles, account: credentials }, now);
	await add(words('demo'), ['manager'], player);
	await add(words('foreman'), ['foreman'], foreman);
	const [first, ...others] = advisorNames(language);
	const advisorIds = [await add(first!, ['advisor'], advisor)];
	for (const name of others) advisorIds.push(await add(name, ['advisor']));
	const technicianIds: string[] = [];
	for (const name of technicianNames(language)) technicianIds.push(await add(name, ['technician']));
	return { id, slug: SLUG, users: [owner, foreman, advisor], player, advisorIds, technicianIds };
}

/** Fifteen letters and digits that are not mistaken for one another when read off a terminal. */
function password(): string {
	const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
	const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('');
	return [group(), group(), group()].join('-');
}

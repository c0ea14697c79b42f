import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { operator } from '#lib/audit/record.server.ts';
import * as m from '#lib/paraglide/messages.js';
import { makePass, passLasts } from '#lib/one-time-links/passes.server.ts';
import { normalUsername } from '#lib/people/username.ts';
import { type Config, loadConfig } from '#lib/runtime/config.ts';
import { type Database, openDatabase } from '#lib/database/database.ts';
import { people, users, workshops } from '#lib/database/schema.ts';
import { clockTime, date } from '#lib/words/clock-words.ts';
import { Stop } from '../import/stop.ts';
import type { Options } from './options.ts';

/**
 * A one-time address to a new password, by the name and under the responsibility of whoever runs the server.
 *
 * @returns what to print: the address first; or a list to choose from
 * @throws Stop
 */
export async function operatorPass({ workshop: slug, username }: Options): Promise<string> {
	const config = loadConfig();
	const database = await openDatabase(config).catch((error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Stop('noDatabase', m.intake_cli_noDatabase({ reason }));
	});
	try {
		const { db } = database;
		const known = await db.select().from(workshops).orderBy(asc(workshops.slug));
		if (known.length === 0) throw new Stop('noWorkshop', m.passes_cli_noWorkshop());
		if (slug === undefined) return known.map((each) => `${each.slug}  ${each.name}`).join('\n');
		const workshop = known.find((each) => each.slug === slug);
		if (!workshop) {
			const slugs = known.map((each) => each.slug).join(', ');
			throw new Stop('unknownWorkshop', m.intake_cli_unknownWorkshop({ slug, known: slugs }));
		}
		const members = await membersOf(db, workshop.id);
		if (username === undefined) return listed(members) || m.passes_cli_nobody();
		const member = members.find((each) => each.username === normalUsername(username));
		if (!member) {
			const names = members.map((each) => each.username).join(', ') || m.passes_cli_nobody();
			const unknown = { username, workshop: workshop.name, known: names };
			throw new Stop('unknownUsername', m.passes_cli_unknown(unknown));
		}
		const who = { name: member.name, workshop: workshop.name };
		if (!member.active) throw new Stop('lockedOut', m.passes_cli_lockedOut(who));
		const now = Date.now();
		const token = await makePass(db, workshop.id, { personId: member.id }, operator, now);
		const ends = now + passLasts.reset;
		const until = `${date(ends, workshop.timeZone)} ${clockTime(ends, workshop.timeZone)}`;
		const address = new URL(`/join/${token}`, originOf(config)).href;
		const made = m.passes_cli_made({ address, username: member.username, until, ...who });
		return config.publicOrigins.length > 0 ? made : `${made}\n${m.passes_cli_local()}`;
	} finally {
		await database.close();
	}
}

/** Who can sign in, who is locked out among them. */
async function membersOf(db: Database, workshopId: string) {
	const rows = await db
		.select({ id: people.id, name: people.name, active: people.active, username: users.username })
		.from(people)
		.innerJoin(users, eq(users.id, people.userId))
		.where(and(eq(people.workshopId, workshopId), isNotNull(users.username)))
		.orderBy(asc(users.username));
	return rows.map((row) => ({ ...row, username: row.username ?? '' }));
}

const listed = (members: Awaited<ReturnType<typeof membersOf>>): string =>
	members
		.filter(({ active }) => active)
		.map(({ username, name }) => `${username}  ${name}`)
		.join('\n');

const originOf = ({ publicOrigins, port }: Config): string => publicOrigins[0] ?? `http://localhost:${port}`;

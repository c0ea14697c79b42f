import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { overlaps, rolesIn, type RouteAccess, stationRoles } from '../../src/lib/access/table.ts';
import { type Role, roles } from '../../src/lib/model/person.ts';
import type { Database } from '../../src/lib/database/database.ts';
import { people, stations } from '../../src/lib/database/schema.ts';
import { newToken, tokenHash } from '../../src/lib/runtime/token.ts';
import { startTurn } from '../../src/lib/stations/turn.server.ts';
import type { World } from './world.ts';

/** Somebody who asks for what is workshop one's. */
export interface Asker {
	name: string;
	cookie: string;
	/** What counts in workshop one; null for who is no member of it. */
	roles: readonly Role[] | null;
	/** Is signed in with an account. */
	account: boolean;
	/** Asks from a shared tablet. */
	station: boolean;
}

/** Of every role, from elsewhere, locked out, from a tablet locked and in use, by a link, and nobody. */
export async function askersOf({ one, two, session, database }: World): Promise<Asker[]> {
	const person = async (name: string, username: string, counting: readonly Role[] | null) => ({
		...{ name, cookie: await session(username), roles: counting, account: true, station: false }
	});
	const askers: Asker[] = [];
	for (const role of roles) askers.push(await person(role, one.username(role), [role]));
	askers.push(await person('the owner of another workshop', two.username('owner'), null));
	const gone = await person('who was locked out', one.username('gone'), null);
	await one.lockOut();
	askers.push({ ...gone, account: false });
	const called = eq(people.name, one.canaries.technician);
	const [technician] = await database.db.select({ id: people.id }).from(people).where(called);
	const turn = await startTurn(database.db, one.ids.station, technician!.id, Date.now());
	const counting = stationRoles.filter((role) => role === 'technician');
	const [advisor] = await database.db
		.select({ id: people.id })
		.from(people)
		.where(eq(people.name, 'advisor one'));
	const second = await pairTablet(database.db, one.id, advisor!.id);
	const at = { account: false, station: true };
	const { paired } = one.station;
	const nobody = { roles: null, account: false, station: false };
	return [
		...askers,
		{ name: 'a technician at a tablet', cookie: `${paired}; kanche.turn=${turn}`, roles: counting, ...at },
		{ name: 'an advisor at a tablet', cookie: second, roles: ['advisor'], ...at },
		{ name: 'a locked tablet', cookie: paired, roles: null, ...at },
		{ name: 'a tablet of another workshop', cookie: two.station.turn, roles: null, ...at },
		{ name: 'a display', cookie: `kanche.session_token=${one.tokens.wall}`, ...nobody },
		{ name: 'a customer', cookie: `kanche.session_token=${one.tokens.job}`, ...nobody },
		{ name: 'nobody', cookie: '', ...nobody }
	];
}

/** The cookies of another tablet of the workshop, at which it is this person's turn. */
async function pairTablet(db: Database, workshopId: string, personId: string): Promise<string> {
	const [id, device, now] = [randomUUID(), newToken(), Date.now()];
	const paired = { tokenHash: tokenHash(device), pairedAt: now, createdAt: now };
	await db.insert(stations).values({ id, workshopId, name: 'Tablet at the desk', ...paired });
	return `kanche.station=${device}; kanche.turn=${await startTurn(db, id, personId, now)}`;
}

export type Verdict = 'allowed' | 'to sign in' | 'to the tablet’s lock' | 'forbidden' | 'not there';

/** What the table says of somebody who asks for what is workshop one's. [ACC2] [ACC4] */
export function verdict(row: RouteAccess, asker: Asker): Verdict {
	if (row === 'anyone' || row === 'link' || row === 'pass') return 'allowed';
	if (row === 'metricsToken') return 'not there';
	if (row === 'station') return asker.station ? 'allowed' : 'not there';
	if (row === 'signedIn') return asker.account ? 'allowed' : 'to sign in';
	const isHere = Array.isArray(row) || !asker.station;
	if (asker.roles) return isHere && overlaps(asker.roles, rolesIn(row)) ? 'allowed' : 'forbidden';
	if (asker.account) return 'not there';
	return asker.station ? 'to the tablet’s lock' : 'to sign in';
}

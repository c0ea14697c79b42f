import { eq, inArray } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { memberOf } from '../identity/identify.server.ts';
import { operator, type Who } from '../audit/record.server.ts';

import { type Auth, openAuth } from './auth.server.ts';
import { addPerson, changePerson, signOutEverywhere, staffOf } from './people.server.ts';
import type { Role } from '../model/person.ts';
import { auditEntries, people, stations, users } from '../database/schema.ts';
import { type CreatedWorkshop, createWorkshop } from '../settings/create-workshop.server.ts';
import { invite, openLinks } from '../one-time-links/invite.server.ts';
import { joinAnew, joinAs, resetPassword } from './join.server.ts';
import { makePass, openPass } from '../one-time-links/passes.server.ts';

const database = freshDatabase();
const password = 'a long pass phrase';
const another = 'quite another pass phrase';
let auth: Auth;
let one: CreatedWorkshop;
let two: CreatedWorkshop;
let names = 0;

const by = (id: string | null): Who => ({ actor: { kind: 'person', id, name: '' }, screen: 'settings' });
const refused = (code: string) => expect.objectContaining({ refusal: { code } }) as Error;

beforeAll(async () => {
	auth = openAuth(database.db, 'a secret that is only good for tests, 0123456789');
	const make = (slug: string) =>
		createWorkshop(
			database.db,
			{ slug, name: slug, language: 'en', timeZone: 'UTC' },
			{ name: `Owner of ${slug}`, username: `owner.${slug}`, password },
			Date.now()
		);
	[one, two] = [await make('one'), await make('two')];
});

interface Somebody {
	id: string;
	username: string;
}

/** A person with an account, in workshop one unless said otherwise. */
async function staff(roles: Role[], workshop = one): Promise<Somebody> {
	const username = `person.${++names}`;
	const account = { username, password };
	const id = await addPerson(database.db, workshop.id, { name: username, roles, account }, Date.now());
	return { id, username };
}

const named = (roles: Role[], workshop = one) =>
	addPerson(database.db, workshop.id, { name: `Named ${++names}`, roles }, Date.now());

const link = (personId: string, who: Who, workshop = one) =>
	invite(database.db, workshop.id, personId, who, Date.now());
const owner = () => by(one.ownerId);
const opens = async (token: string) => (await openPass(database.db, token, Date.now())) !== null;

async function signedIn(username: string, typed = password): Promise<Headers> {
	const cookies = (await auth.signIn({ username, password: typed }, new Headers())) ?? [];
	return new Headers({
		cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
	});
}

const accountIn = async (headers: Headers) => (await auth.accountsOf([headers]))[0]!;
const accountOf = async (username: string, typed = password): Promise<string | undefined> =>
	(await accountIn(await signedIn(username, typed)))?.userId;

/** Somebody of workshop one accepts an invitation to workshop two with the same account. */
async function alsoInTwo({ username }: Somebody, roles: Role[]): Promise<string> {
	const personId = await named(roles, two);
	const token = await link(personId, by(two.ownerId), two);
	expect(await joinAs(database.db, token, (await accountOf(username))!, Date.now())).not.toBeNull();
	return personId;
}

describe('[PASS6] joining', () => {
	test('makes the account of the person invited, who is that person from then on', async () => {
		const personId = await named(['technician']);
		const token = await link(personId, owner());
		const joined = await joinAnew(database.db, token, { username: ' Chen.Jie ', password }, Date.now());
		expect(joined).toMatchObject({ workshop: { slug: 'one' }, username: 'chen.jie' });
		expect(await memberOf(database.db, (await accountOf('chen.jie'))!, 'one')).toMatchObject({
			personId,
			roles: ['technician']
		});
		expect(await opens(token)).toBe(false);
		const entries = await database.db.select().from(auditEntries);
		expect(entries.filter(({ change }) => change.type === 'joined')).toMatchObject([
			{ actor: { id: personId }, screen: 'join', change: { personId, reset: false } }
		]);
	});

	test('with a name that is taken leaves the link as it was', async () => {
		const token = await link(await named(['viewer']), owner());
		const taken = joinAnew(database.db, token, { username: 'owner.two', password }, Date.now());
		await expect(taken).rejects.toThrow('usernameTaken');
		expect(await opens(token)).toBe(true);
	});

	test('by four at the same moment makes one account', async () => {
		const token = await link(await named(['viewer']), owner());
		const usernames = ['racer.1', 'racer.2', 'racer.3', 'racer.4'];
		const tries = await Promise.all(
			usernames.map((username) => joinAnew(database.db, token, { username, password }, Date.now()))
		);
		expect(tries.filter(Boolean)).toHaveLength(1);
		const made = await database.db.select().from(users).where(inArray(users.username, usernames));
		expect(made).toHaveLength(1);
	});

	test('with an account of another workshop of the server makes no second one', async () => {
		const somebody = await staff(['technician']);
		const personId = await alsoInTwo(somebody, ['advisor']);
		const userId = (await accountOf(somebody.username))!;
		expect(await memberOf(database.db, userId, 'one')).toMatchObject({ roles: ['technician'] });
		expect(await memberOf(database.db, userId, 'two')).toMatchObject({ personId, roles: ['advisor'] });
	});

	test('with an account that is in the workshop already, or locked out there, leaves the link', async () => {
		const [here, gone] = [await staff(['technician']), await staff(['technician'])];
		const userIds = await Promise.all([accountOf(here.username), accountOf(gone.username)]);
		await changePerson(database.db, one.id, gone.id, { active: false }, owner());
		const token = await link(await named(['viewer']), owner());
		for (const userId of [...userIds, 'nobody']) {
			expect(await joinAs(database.db, token, userId!, Date.now())).toBeNull();
		}
		expect(await opens(token)).toBe(true);
	});
});

describe('[PASS7] a new password', () => {
	test('counts from then on, and everything that was signed in is signed out', async () => {
		const { id, username } = await staff(['technician']);
		const before = [await signedIn(username), await signedIn(username)];
		const token = await link(id, owner());
		const reset = await resetPassword(database.db, token, another, Date.now());
		expect(reset).toMatchObject({ username, workshop: { slug: 'one' } });
		for (const headers of before) expect(await accountIn(headers)).toBeNull();
		expect(await accountOf(username)).toBeUndefined();
		expect(await accountOf(username, another)).toBe(reset?.userId);
		expect(await opens(token)).toBe(false);
	});

	test('is given to accounts, a first account to who has none: the other way leaves the link', async () => {
		const first = await link(await named(['viewer']), owner());
		const second = await link((await staff(['viewer'])).id, owner());
		expect(await resetPassword(database.db, first, another, Date.now())).toBeNull();
		const anew = { username: 'somebody.else', password };
		expect(await joinAnew(database.db, second, anew, Date.now())).toBeNull();
		const userId = (await accountOf('owner.two'))!;
		expect(await joinAs(database.db, second, userId, Date.now())).toBeNull();
		expect([await opens(first), await opens(second)]).toEqual([true, true]);
		expect(await accountOf('somebody.else')).toBeUndefined();
	});
});

describe('[PASS4] a link is made', () => {
	test('for an owner by owners only, with an account or without', async () => {
		const manager = await staff(['manager']);
		const owners = [(await staff(['owner'])).id, await named(['owner', 'technician'])];
		for (const personId of owners) {
			await expect(link(personId, by(manager.id))).rejects.toThrow(refused('ownerOnly'));
			expect(await opens(await link(personId, owner()))).toBe(true);
		}
		expect(await opens(await link((await staff(['manager'])).id, by(manager.id)))).toBe(true);
	});

	test('by nobody for themselves', async () => {
		const manager = await staff(['manager']);
		await expect(link(manager.id, by(manager.id))).rejects.toThrow(refused('ownPassword'));
		await expect(link(one.ownerId!, owner())).rejects.toThrow(refused('ownPassword'));
	});

	test('[ID1] by nobody for themselves, with their own id in capitals', async () => {
		const manager = await staff(['manager']);
		const spelled = manager.id.toUpperCase();
		await expect(link(spelled, by(manager.id))).rejects.toThrow(refused('ownPassword'));
	});

	test('by nobody who does not settle things, is locked out or of another workshop', async () => {
		const { id } = await staff(['viewer']);
		const [foreman, left] = [await staff(['foreman']), await staff(['manager'])];
		await changePerson(database.db, one.id, left.id, { active: false }, owner());
		for (const maker of [foreman.id, left.id, two.ownerId]) {
			await expect(link(id, by(maker))).rejects.toThrow(refused('ownerOnly'));
		}
		await expect(link(id, by(two.ownerId), two)).rejects.toThrow(refused('gone'));
	});

	test('for an account of two workshops by who may in both, or by the operator', async () => {
		const somebody = await staff(['technician']);
		await alsoInTwo(somebody, ['owner']);
		await expect(link(somebody.id, owner())).rejects.toThrow(refused('operatorOnly'));
		const both = await staff(['owner']);
		const there = await alsoInTwo(both, ['manager']);
		await expect(link(somebody.id, by(both.id))).rejects.toThrow(refused('operatorOnly'));
		await changePerson(database.db, two.id, there, { roles: ['owner'] }, by(two.ownerId));
		expect(await opens(await link(somebody.id, by(both.id)))).toBe(true);
		expect(await opens(await link(somebody.id, operator))).toBe(true);
	});

	test('and that counts also while the person is locked out in the other one', async () => {
		const somebody = await staff(['technician']);
		const there = await alsoInTwo(somebody, ['viewer']);
		await changePerson(database.db, two.id, there, { active: false }, by(two.ownerId));
		await expect(link(somebody.id, owner())).rejects.toThrow(refused('operatorOnly'));
	});

	test('and leaves an earlier one alone where it is refused', async () => {
		const person = await named(['owner']);
		const token = await link(person, owner());
		const manager = await staff(['manager']);
		await expect(link(person, by(manager.id))).rejects.toThrow(refused('ownerOnly'));
		expect(await opens(token)).toBe(true);
	});
});

describe('[PASS5] a link opens only while its maker might make it', () => {
	/** A manager’s link, what is changed then, and what the link does after it. */
	async function after(change: (maker: Somebody, somebody: Somebody) => Promise<unknown>) {
		const [maker, somebody] = [await staff(['manager']), await staff(['technician'])];
		const token = await link(somebody.id, by(maker.id));
		expect(await opens(token)).toBe(true);
		expect((await openLinks(database.db, one.id, Date.now())).has(somebody.id)).toBe(true);
		await change(maker, somebody);
		expect(await resetPassword(database.db, token, another, Date.now())).toBeNull();
		expect((await openLinks(database.db, one.id, Date.now())).has(somebody.id)).toBe(false);
		return opens(token);
	}

	test('not once the maker is locked out', async () => {
		const out = ({ id }: Somebody) => changePerson(database.db, one.id, id, { active: false }, owner());
		expect(await after(out)).toBe(false);
	});

	test('not once the maker may settle nothing', async () => {
		const less = ({ id }: Somebody) => changePerson(database.db, one.id, id, { roles: ['foreman'] }, owner());
		expect(await after(less)).toBe(false);
	});

	test('not once the person is an owner', async () => {
		const more = (_: Somebody, { id }: Somebody) =>
			changePerson(database.db, one.id, id, { roles: ['owner'] }, owner());
		expect(await after(more)).toBe(false);
	});

	test('not once the account belongs to another workshop too', async () => {
		expect(await after((_, somebody) => alsoInTwo(somebody, ['viewer']))).toBe(false);
	});

	test('a station’s neither', async () => {
		const [maker, stationId] = [await staff(['manager']), crypto.randomUUID()];
		const station = { id: stationId, workshopId: one.id, name: 'Tablet', createdAt: Date.now() };
		await database.db.insert(stations).values(station);
		const token = await makePass(database.db, one.id, { stationId }, by(maker.id), Date.now());
		expect(await opens(token)).toBe(true);
		await changePerson(database.db, one.id, maker.id, { roles: ['foreman'] }, owner());
		expect(await opens(token)).toBe(false);
		await changePerson(database.db, one.id, maker.id, { roles: ['manager'] }, owner());
		expect(await opens(token)).toBe(true);
		await changePerson(database.db, one.id, maker.id, { active: false }, owner());
		expect(await opens(token)).toBe(false);
	});

	test('[PASS3] not once the person was locked out, also when they are let in again', async () => {
		expect(
			await after(async (_, { id }) => {
				await changePerson(database.db, one.id, id, { active: false }, owner());
				await changePerson(database.db, one.id, id, { active: true }, owner());
			})
		).toBe(false);
	});
});

describe('[PPL5] [PPL6] signing a person out everywhere', () => {
	test('ends every session and leaves the password', async () => {
		const { id, username } = await staff(['technician']);
		const devices = [await signedIn(username), await signedIn(username)];
		await signOutEverywhere(database.db, one.id, id, owner());
		for (const headers of devices) expect(await accountIn(headers)).toBeNull();
		expect(await accountOf(username)).toBeDefined();
	});

	test('of an owner is for owners, of others for their own workshop', async () => {
		const manager = await staff(['manager']);
		const out = (personId: string, who: Who, workshop = one) =>
			signOutEverywhere(database.db, workshop.id, personId, who);
		await expect(out(one.ownerId!, by(manager.id))).rejects.toThrow(refused('ownerOnly'));
		await expect(out(two.ownerId!, owner())).rejects.toThrow(refused('gone'));
		await expect(out(await named(['viewer']), owner())).rejects.toThrow(refused('gone'));
	});

	test('of an account of two workshops is refused to somebody who may not do it in both', async () => {
		const somebody = await staff(['technician']);
		const there = await alsoInTwo(somebody, ['owner']);
		const device = await signedIn(somebody.username);
		const out = (who: Who) => signOutEverywhere(database.db, one.id, somebody.id, who);
		await expect(out(owner())).rejects.toThrow(refused('elsewhereToo'));
		const ownerHere = await staff(['owner']);
		await alsoInTwo(ownerHere, ['manager']);
		await expect(out(by(ownerHere.id))).rejects.toThrow(refused('elsewhereToo'));
		expect(await accountIn(device)).not.toBeNull();

		await changePerson(database.db, two.id, there, { active: false }, by(two.ownerId));
		await out(owner());
		expect(await accountIn(device)).toBeNull();
	});

	test('of an account of two workshops is done by somebody who may do it in both', async () => {
		const [somebody, both] = [await staff(['technician']), await staff(['manager'])];
		await alsoInTwo(somebody, ['viewer']);
		await alsoInTwo(both, ['manager']);
		const device = await signedIn(somebody.username);
		await signOutEverywhere(database.db, one.id, somebody.id, by(both.id));
		expect(await accountIn(device)).toBeNull();
	});

	test('[PPL2] locking a person out of one workshop leaves the sessions of the other', async () => {
		const somebody = await staff(['technician']);
		await alsoInTwo(somebody, ['owner']);
		const device = await signedIn(somebody.username);
		await changePerson(database.db, one.id, somebody.id, { active: false }, owner());
		expect(await accountIn(device)).not.toBeNull();
	});
});

test('the people page knows who has an account, and when it was last heard', async () => {
	const [{ id, username }, without] = [await staff(['viewer']), await named(['viewer'])];
	const found = async (personId: string) =>
		(await staffOf(database.db, one.id, Date.now())).find((person) => person.id === personId);
	expect(await found(without)).toMatchObject({ username: null, seenAt: null });
	expect(await found(id)).toMatchObject({ username, seenAt: null });
	const before = Date.now();
	await signedIn(username);
	expect((await found(id))!.seenAt).toBeGreaterThanOrEqual(before);
	const [row] = await database.db.select().from(people).where(eq(people.id, id));
	expect(row!.userId).not.toBeNull();
});

import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import type { Who } from '../audit/record.server.ts';
import { memberOf } from '../identity/identify.server.ts';
import { type CreatedWorkshop, createWorkshop } from '../settings/create-workshop.server.ts';

import { type Auth, openAuth } from './auth.server.ts';
import { addPerson, changePerson, staffOf, workshopsOf } from './people.server.ts';
import type { Role } from '../model/person.ts';

const database = freshDatabase();
const password = 'a long pass phrase';
let auth: Auth;
let one: CreatedWorkshop;
let two: CreatedWorkshop;

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

/** What a browser sends back of the cookies that it was given. */
async function signedIn(username: string, typed = password): Promise<Headers> {
	const cookies = (await auth.signIn({ username, password: typed }, new Headers())) ?? [];
	return new Headers({
		cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
	});
}

const accountIn = async (headers: Headers, by = auth) => (await by.accountsOf([headers]))[0]!;

const add = (username: string, roles: Role[], workshop = one) =>
	addPerson(database.db, workshop.id, { name: username, roles, account: { username, password } }, Date.now());

const by = (id: string | null): Who => ({ actor: { kind: 'person', id, name: '' }, screen: 'settings' });

describe('[PPL1] signing in', () => {
	test('by name and password gives a session that a socket’s headers carry too', async () => {
		const headers = await signedIn('owner.one');
		const account = await accountIn(headers);
		expect(account).not.toBeNull();
		expect((await auth.visit(headers)).account?.userId).toBe(account?.userId);
		expect(await workshopsOf(database.db, account?.userId ?? '')).toEqual([
			{ slug: 'one', name: 'one', roles: ['owner'] }
		]);
	});

	test.each([
		['another password', 'owner.one', 'a long pass phrases'],
		['no password', 'owner.one', ''],
		['a name that nobody has', 'nobody.here', password],
		['a name that nobody can have', '!', password],
		['no name', '', password]
	])('with %s gives nothing, and does not say why', async (_, username, typed) =>
		expect(await auth.signIn({ username, password: typed }, new Headers())).toBeNull()
	);

	test('works by a name in Chinese, full width or in capitals', async () => {
		await add('李工', ['technician']);
		await add('chen.jie', ['advisor']);
		expect(await accountIn(await signedIn('李工'))).not.toBeNull();
		expect(await accountIn(await signedIn(' Ｃhen.JIE '))).not.toBeNull();
	});

	test('out ends the session on the server', async () => {
		const headers = await signedIn('owner.one');
		const forgotten = await auth.signOut(headers);
		expect(forgotten.every(({ maxAge, value }) => maxAge === 0 && value === '')).toBe(true);
		expect(await accountIn(headers)).toBeNull();
	});

	test.each(['', 'kanche.session_token=', 'kanche.session_token=made.up', 'other=1'])(
		'cookies %j are nobody’s',
		async (cookie) => expect(await accountIn(new Headers({ cookie }))).toBeNull()
	);

	test('a session signed with another secret is nobody’s', async () => {
		const other = openAuth(database.db, 'another secret that is only good for tests 9876');
		expect(await accountIn(await signedIn('owner.one'), other)).toBeNull();
	});

	test('of several who come at once each is found by their own session', async () => {
		await add('qian.yi', ['viewer']);
		const [owner, other] = [await signedIn('owner.one'), await signedIn('qian.yi')];
		const [none, second, first, again] = await auth.accountsOf([new Headers(), other, owner, other]);
		expect(none).toBeNull();
		expect(first).toEqual({ ...(await accountIn(owner)), lasts: expect.any(Number) as number });
		expect(second?.userId).not.toBe(first?.userId);
		expect(again).toEqual(second);
	});

	test('a session is nobody’s with the signature of another', async () => {
		const cookieOf = async (name: string) => decodeURIComponent((await signedIn(name)).get('cookie')!);
		const [mine, theirs] = [await cookieOf('owner.one'), await cookieOf('owner.two')];
		const signedWith = (signature: string) =>
			accountIn(new Headers({ cookie: mine.replace(/\.[^.]*$/, signature) }));
		expect(await accountIn(new Headers({ cookie: mine }))).not.toBeNull();
		expect(await signedWith(/\.[^.]*$/.exec(theirs)![0])).toBeNull();
		expect(await signedWith('.')).toBeNull();
		expect(await signedWith('')).toBeNull();
	});

	test.each([
		['that ran out', "expires_at = now() - interval '1 s'"],
		['that is 90 days old', "created_at = now() - interval '90 days 1 s'"]
	])('[SIGN6] a session %s is nobody’s', async (_, over) => {
		const headers = await signedIn('owner.two');
		const { userId } = (await accountIn(headers))!;
		await database.sql.unsafe(`update sessions set ${over} where user_id = '${userId}'`);
		expect(await accountIn(headers)).toBeNull();
	});
});

describe('[ACC4] a member', () => {
	test('of one workshop is nobody in another', async () => {
		const account = await accountIn(await signedIn('owner.one'));
		const userId = account?.userId ?? '';
		expect(await memberOf(database.db, userId, 'one')).toMatchObject({
			workshopId: one.id,
			personId: one.ownerId,
			roles: ['owner']
		});
		expect(await memberOf(database.db, userId, 'two')).toBeNull();
		expect(await memberOf(database.db, userId, 'three')).toBeNull();
	});

	test('[PPL2] who was deactivated is nobody, is signed out, and is somebody again when activated', async () => {
		const id = await add('zhou.tao', ['technician']);
		const headers = await signedIn('zhou.tao');
		const { userId } = (await accountIn(headers))!;
		await changePerson(database.db, one.id, id, { active: false }, by(one.ownerId!));
		expect(await memberOf(database.db, userId, 'one')).toBeNull();
		expect(await accountIn(headers)).toBeNull();
		await changePerson(database.db, one.id, id, { active: true }, by(one.ownerId!));
		expect(await memberOf(database.db, userId, 'one')).toMatchObject({ personId: id });
	});
});

describe('adding people', () => {
	test('somebody without an account is staff and cannot sign in', async () => {
		await addPerson(database.db, two.id, { name: '罗刚', roles: ['technician', 'inspector'] }, Date.now());
		expect(await staffOf(database.db, two.id, Date.now())).toMatchObject([
			{ name: 'Owner of two', username: 'owner.two' },
			{ name: '罗刚', roles: ['technician', 'inspector'], username: null, active: true }
		]);
	});

	test('a name is taken on the whole server, and nothing of the second one stays', async () => {
		await add('sun.jie', ['advisor']);
		const before = await staffOf(database.db, two.id, Date.now());
		await expect(add('Sun.Jie', ['advisor'], two)).rejects.toThrow('usernameTaken');
		expect(await staffOf(database.db, two.id, Date.now())).toEqual(before);
	});
});

test('[TEXT2] a username that looks like another is taken, and one with invisible signs is the same', async () => {
	await add('look.alike', ['viewer']);
	await expect(add('l\u043e\u043ek.\u0430like', ['viewer'])).rejects.toThrow('usernameTaken');
	expect(await auth.signIn({ username: 'look\u200b.alike', password }, new Headers())).not.toBeNull();
});

describe('[SET3] owners', () => {
	const refused = (code: string) => expect.objectContaining({ refusal: { code } }) as Error;

	test('are made and changed by owners only', async () => {
		const manager = by(await add('manager', ['manager']));
		const { ownerId } = one;
		const owning = { name: 'New', roles: ['owner'] as Role[] };
		await expect(addPerson(database.db, one.id, owning, Date.now(), manager)).rejects.toThrow(
			refused('ownerOnly')
		);
		for (const change of [{ name: 'Other' }, { roles: ['viewer' as const] }, { active: false }]) {
			await expect(changePerson(database.db, one.id, ownerId!, change, manager)).rejects.toThrow(
				refused('ownerOnly')
			);
		}
		const raised = changePerson(database.db, one.id, manager.actor.id!, { roles: ['owner'] }, manager);
		await expect(raised).rejects.toThrow(refused('ownerOnly'));
	});

	test('who were owners when the page came, and are none any more, make none', async () => {
		const second = by(await add('second.owner', ['owner']));
		await changePerson(database.db, one.id, second.actor.id!, { roles: ['manager'] }, by(one.ownerId!));
		const raised = changePerson(database.db, one.id, second.actor.id!, { roles: ['owner'] }, second);
		await expect(raised).rejects.toThrow(refused('ownerOnly'));
	});

	test('[ID1] do not lock themselves out in any spelling of their id, so that one always stays', async () => {
		const self = by(one.ownerId!);
		for (const change of [{ active: false }, { roles: ['manager' as const] }]) {
			for (const id of [one.ownerId!, one.ownerId!.toUpperCase()]) {
				await expect(changePerson(database.db, one.id, id, change, self)).rejects.toThrow(
					refused('notYourself')
				);
			}
		}
		await changePerson(database.db, one.id, self.actor.id!, { roles: ['owner', 'foreman'] }, self);
		expect(
			await memberOf(database.db, (await accountIn(await signedIn('owner.one')))!.userId, 'one')
		).toMatchObject({
			roles: ['owner', 'foreman']
		});
	});

	test('of one workshop are nobody to another’s people', async () => {
		const changed = changePerson(database.db, one.id, two.ownerId!, { active: false }, by(one.ownerId!));
		await expect(changed).rejects.toThrow(refused('gone'));
	});
});

import { and, asc, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { openIdentify, memberAt } from '../identity/identify.server.ts';
import { operator } from '../audit/record.server.ts';
import { changePerson } from '../people/people.server.ts';
import { auditEntries, people, workshops } from '../database/schema.ts';
import { openLimits } from '../database/limit.server.ts';
import { enterersOf, leave } from './enter.server.ts';
import { newPin, setPin } from './pins.server.ts';
import { aFloor, quickPins, secret, type Tablet } from './station.testing.ts';
import { stationCookie, touchTurn, turnAt, turnCookie } from './turn.server.ts';

const database = freshDatabase();
let floor: Awaited<ReturnType<typeof aFloor>>;
let other: Awaited<ReturnType<typeof aFloor>>;
let tablet: Tablet;

beforeAll(async () => {
	const limit = openLimits(database.db, secret);
	floor = await aFloor(database.db, limit);
	other = await aFloor(database.db, limit);
	tablet = await floor.pair();
});

/** Somebody enters; @returns the turn's token */
async function entered(personId: string, pin: string, at = tablet): Promise<string> {
	const entering = await at.type(personId, pin);
	if (!entering.ok) throw new Error('refused');
	return entering.token;
}

const turn = (token: string, at = tablet) => turnAt(database.db, at.token, token);

/** As if nobody had touched it for so long. */
const idle = (seconds: number, at = tablet) =>
	database.sql`
		update stations set active_at = active_at - make_interval(secs => ${seconds}) where id = ${at.id}`;

const entries = async () =>
	(
		await database.db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.workshopId, floor.id))
			.orderBy(asc(auditEntries.id))
	).map(({ at, screen, actor, change }) => ({ at, screen, who: actor.id, ...change }));

const accessRevision = async () =>
	(await database.db.select().from(workshops).where(eq(workshops.id, floor.id)))[0]!.accessRevision;

describe('[STA2] a turn', () => {
	test('is that of whoever entered, with their token on that device alone', async () => {
		const who = await floor.person(['technician'], '4071');
		const token = await entered(who, '4071');
		expect(await turn(token)).toMatchObject({ personId: who, roles: ['technician'] });
		const elsewhere = await floor.pair();
		expect(await turn(token, elsewhere)).toBeNull();
		expect(await turnAt(database.db, undefined, token)).toBeNull();
		expect(await turnAt(database.db, tablet.token, undefined)).toBeNull();
		expect(await turnAt(database.db, tablet.token, tablet.token)).toBeNull();
	});

	test('ends when nobody touches the tablet for its minutes, and not before', async () => {
		const token = await entered(await floor.person(['technician'], '4071'), '4071');
		await idle(299);
		const seen = await turn(token);
		expect(seen).not.toBeNull();
		await idle(2);
		expect(await turn(token)).toBeNull();
		// Once it is over no touch brings it back.
		expect(await touchTurn(database.db, seen!)).toBe(false);
		expect(await turn(token)).toBeNull();
	});

	test('goes on with every touch', async () => {
		const token = await entered(await floor.person(['technician'], '4071'), '4071');
		for (let round = 0; round < 3; round++) {
			await idle(299);
			expect(await touchTurn(database.db, (await turn(token))!)).toBe(true);
		}
		expect(await turn(token)).not.toBeNull();
	});

	test('ends when somebody else enters, or the same person anew; the old touches keep nothing', async () => {
		const [first, second] = [
			await floor.person(['technician'], '4071'),
			await floor.person(['advisor'], '83920')
		];
		const one = await entered(first, '4071');
		const seen = (await turn(one))!;
		const two = await entered(second, '83920');
		expect(await turn(one)).toBeNull();
		expect(await touchTurn(database.db, seen)).toBe(false);
		expect(await turn(two)).toMatchObject({ personId: second });
		await entered(first, '4071');
		expect(await touchTurn(database.db, seen)).toBe(false);
	});

	test('ends when it is left; that is written down, with the time when it was over', async () => {
		const who = await floor.person(['technician'], '4071');
		const token = await entered(who, '4071');
		const revision = await accessRevision();
		await leave(database.db, await tablet.station(), Date.now());
		expect(await turn(token)).toBeNull();
		expect(await accessRevision()).toBe(revision + 1);
		// And with nobody there it is only locked again.
		await leave(database.db, await tablet.station(), Date.now());
		expect(await accessRevision()).toBe(revision + 1);

		await entered(who, '4071');
		await idle(600);
		const now = Date.now();
		await leave(database.db, await tablet.station(), now);
		const mine = (await entries()).filter((entry) => 'personId' in entry && entry.personId === who);
		expect(mine.filter(({ type }) => type !== 'personAdded' && type !== 'pinSet')).toMatchObject([
			{ type: 'signedIn', who, screen: 'station:1 号平板' },
			{ type: 'signedOut', who, screen: 'station:1 号平板' },
			{ type: 'signedIn' },
			{ type: 'signedOut' }
		]);
		// Five minutes after the last touch, which was ten minutes ago.
		expect(Math.abs(mine.at(-1)!.at - (now - 300_000))).toBeLessThan(10_000);
	});

	test('ends when the person is locked out, or is given a new PIN; not by one they choose there', async () => {
		const who = await floor.person(['technician'], '4071');
		const set = (here?: string) => async () =>
			setPin(database.db, floor.id, who, await quickPins.hash(who, '4071'), operator, Date.now(), here);
		const own = await entered(who, '4071');
		await set(tablet.id)();
		expect(await turn(own)).not.toBeNull();
		await set()();
		expect(await turn(own)).toBeNull();

		const token = await entered(who, '4071');
		await changePerson(database.db, floor.id, who, { active: false }, operator);
		expect(await turn(token)).toBeNull();
		expect(await tablet.type(who, '4071')).toEqual({ ok: false, refusal: { code: 'pinWrong' } });
	});

	test('is one on its own workshop’s pages alone, for a page and for a socket', async () => {
		const who = await floor.person(['technician'], '4071');
		const token = await entered(who, '4071');
		const { db } = database;
		expect(await memberAt(db, tablet.token, token, floor.slug)).toMatchObject({ personId: who });
		expect(await memberAt(db, tablet.token, token, other.slug)).toBeNull();
		const headers = new Headers({
			cookie: `${stationCookie}=${tablet.token}; ${turnCookie}=${token}`
		});
		const socketOf = (workshop: string) => openIdentify(db, async () => [null])({ workshop }, headers);
		expect(await socketOf(floor.slug)).toMatchObject({ member: { personId: who } });
		expect(await socketOf(other.slug)).toBeNull();
		await leave(db, await tablet.station(), Date.now());
		expect(await socketOf(floor.slug)).toBeNull();
	});

	test('of a person moved to another workshop, which only a hand in the database does, is none', async () => {
		const who = await floor.person(['technician'], '4071');
		const token = await entered(who, '4071');
		await database.db.update(people).set({ workshopId: other.id }).where(eq(people.id, who));
		expect(await turn(token)).toBeNull();
	});
});

describe('[STA3] of the roles', () => {
	test('those of the settings do not count', async () => {
		const who = await floor.person(['owner', 'manager', 'technician'], '4071');
		const token = await entered(who, '4071');
		expect(await turn(token)).toMatchObject({ roles: ['technician'] });
		expect(await memberAt(database.db, tablet.token, token, floor.slug)).toMatchObject({
			roles: ['technician']
		});
	});

	test('one that counts is needed: to get a PIN, to be listed, to enter and to stay', async () => {
		const owner = await floor.person(['owner', 'manager']);
		const set = async (id: string) =>
			setPin(database.db, floor.id, id, await quickPins.hash(id, '4071'), operator, Date.now());
		await expect(set(owner)).rejects.toMatchObject({ refusal: { code: 'noStationRole' } });
		await expect(set(crypto.randomUUID())).rejects.toMatchObject({ refusal: { code: 'gone' } });

		const foreman = await floor.person(['foreman', 'manager'], '4071');
		const token = await entered(foreman, '4071');
		const listed = async () => (await enterersOf(database.db, floor.id)).map(({ id }) => id);
		expect(await listed()).toContain(foreman);
		await changePerson(database.db, floor.id, foreman, { roles: ['manager'] }, operator);
		expect(await listed()).not.toContain(foreman);
		expect(await turn(token)).toBeNull();
		expect(await tablet.type(foreman, '4071')).toEqual({ ok: false, refusal: { code: 'pinWrong' } });
	});

	test('a station lists people of its own workshop who have a PIN and work there, and nobody else', async () => {
		const shown = await floor.person(['parts'], '4071');
		const [withoutPin, gone] = [await floor.person(['parts']), await floor.person(['parts'], '4071')];
		await changePerson(database.db, floor.id, gone, { active: false }, operator);
		const elsewhere = await other.person(['parts'], '4071');
		const listed = (await enterersOf(database.db, floor.id)).map(({ id }) => id);
		expect(listed).toContain(shown);
		for (const id of [withoutPin, gone, elsewhere]) expect(listed).not.toContain(id);
		expect(await tablet.type(elsewhere, '4071')).toEqual({ ok: false, refusal: { code: 'pinWrong' } });
	});
});

test('[SET3] an owner’s PIN is given by an owner only', async () => {
	const [owner, manager] = [
		await floor.person(['owner', 'technician'], '4071'),
		await floor.person(['manager'])
	];
	const by = (id: string) => ({ actor: { kind: 'person' as const, id, name: '' }, screen: 'settings' });
	const set = async (id: string) =>
		setPin(database.db, floor.id, owner, await quickPins.hash(owner, '83920'), by(id), Date.now());
	await expect(set(manager)).rejects.toMatchObject({ refusal: { code: 'ownerOnly' } });
	expect(await tablet.type(owner, '4071')).toMatchObject({ ok: true });
	await set(owner);
	expect(await tablet.type(owner, '83920')).toMatchObject({ ok: true });
});

test('[STA5] a PIN made for somebody is six digits that nobody would try first', () => {
	const made = Array.from({ length: 500 }, newPin);
	for (const pin of made) expect(pin).toMatch(/^\d{6}$/);
	expect(new Set(made).size).toBeGreaterThan(450);
});

test('[STA4] a wrong PIN is written down with the person and the tablet, by nobody in particular', async () => {
	const who = await floor.person(['technician'], '4071');
	await tablet.type(who, '0000');
	const refused = await database.db
		.select()
		.from(auditEntries)
		.where(and(eq(auditEntries.workshopId, floor.id), eq(auditEntries.screen, 'station:1 号平板')));
	expect(refused.map(({ change, actor }) => ({ ...change, actor: actor.kind }))).toContainEqual({
		...{ type: 'pinRefused', stationId: tablet.id, personId: who, actor: 'stranger' }
	});
});

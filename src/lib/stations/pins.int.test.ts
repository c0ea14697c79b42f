import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { operator } from '../audit/record.server.ts';
import { makePass } from '../one-time-links/passes.server.ts';
import { openLimits } from '../database/limit.server.ts';
import { pins } from '../database/schema.ts';
import { openPins, setPin } from './pins.server.ts';
import { aFloor, quickPins, secret, type Tablet } from './station.testing.ts';
import { MINUTE } from '../model/moments.ts';

const database = freshDatabase();
let floor: Awaited<ReturnType<typeof aFloor>>;
let tablet: Tablet;
let who: string;

const wrong = { ok: false, refusal: { code: 'pinWrong' } };

beforeAll(async () => {
	floor = await aFloor(database.db, openLimits(database.db, secret));
});

beforeEach(async () => {
	[tablet, who] = [await floor.pair(), await floor.person(['technician'], '4071')];
});

/** So many wrong ones; @returns the last answer */
async function mistype(times: number, at = tablet, personId = who) {
	let last: unknown;
	for (let i = 0; i < times; i++) last = await at.type(personId, '9999');
	return last;
}

/** As if so much time had passed for whatever is counted. */
const later = (seconds: number) =>
	database.sql`update limits set expire = expire - make_interval(secs => ${seconds})`;

const waitOf = (answer: unknown): number => (answer as { refusal: { wait?: number } }).refusal.wait ?? 0;

describe('[STA5] PINs as they are kept', () => {
	test('are found again with the secret of the site, and by no other', async () => {
		const hash = await openPins(secret).hash(who, '4071');
		expect(await openPins(secret).verify(who, '4071', hash)).toBe(true);
		expect(await openPins(secret).verify(who, '4072', hash)).toBe(false);
		expect(await openPins('another secret of the same kind, 9876543210').verify(who, '4071', hash)).toBe(
			false
		);
	});

	test('are not found by whoever has the database alone and tries all there are', async () => {
		const { verifyPassword } = await import('better-auth/crypto');
		const hash = await openPins(secret).hash(who, '4071');
		for (const guess of ['4071', `${who}4071`, `${who}:4071`, JSON.stringify(['pin', who, '4071'])]) {
			expect(await verifyPassword({ hash, password: guess })).toBe(false);
		}
	});

	test('are one person’s: beside another name they are wrong', async () => {
		const real = openPins(secret);
		const [mine, theirs] = [await floor.person(['technician']), await floor.person(['foreman'])];
		const hash = await real.hash(mine, '4071');
		await setPin(database.db, floor.id, theirs, hash, operator, Date.now());
		expect(await tablet.type(theirs, '4071', real)).toEqual(wrong);
		await setPin(database.db, floor.id, mine, hash, operator, Date.now());
		expect(await tablet.type(mine, '4071', real)).toMatchObject({ ok: true });
	});

	test('are none where there is none', async () => {
		expect(await openPins(secret).verify(who, '', null)).toBe(false);
		expect(await openPins(secret).verify('', '', null)).toBe(false);
		const nobody = await floor.person(['technician']);
		for (const pin of ['', '4071']) expect(await tablet.type(nobody, pin, openPins(secret))).toEqual(wrong);
		expect(await database.db.select().from(pins).where(eq(pins.personId, nobody))).toEqual([]);
	});
});

describe('[STA4] wrong PINs', () => {
	test('are five at a tablet, then even the right one waits out the five minutes', async () => {
		expect(await mistype(5)).toEqual(wrong);
		const answer = await tablet.type(who, '4071');
		expect(answer.ok).toBe(false);
		expect(waitOf(answer)).toBeGreaterThan(4.5 * MINUTE);
		expect(waitOf(answer)).toBeLessThanOrEqual(5 * MINUTE);
		// Trying meanwhile makes it no longer.
		await mistype(20);
		await later(301);
		expect(await tablet.type(who, '4071')).toMatchObject({ ok: true });
	});

	test('are forgotten after the right one', async () => {
		for (let round = 0; round < 3; round++) {
			await mistype(4);
			expect(await tablet.type(who, '4071')).toMatchObject({ ok: true });
		}
	});

	test('of many at the same moment are no more than five', async () => {
		const answers = await Promise.all(Array.from({ length: 30 }, () => tablet.type(who, '9999')));
		expect(answers.filter((answer) => waitOf(answer) === 0)).toHaveLength(5);
	});

	test('at one tablet shut nobody else out there, nor the same person anywhere else', async () => {
		const colleague = await floor.person(['technician'], '83920');
		const elsewhere = await floor.pair();
		// An attacker comes again for as long as the tablet allows.
		for (let round = 0; round < 12; round++) {
			await mistype(5);
			await later(301);
		}
		expect(waitOf(await tablet.type(who, '4071'))).toBeGreaterThan(60 * MINUTE);
		expect(await elsewhere.type(who, '4071')).toMatchObject({ ok: true });
		expect(await tablet.type(colleague, '83920')).toMatchObject({ ok: true });
	});

	test('at many tablets are thirty in half an hour, and then a wait everywhere', async () => {
		const tablets = [];
		for (let i = 0; i < 7; i++) tablets.push(await floor.pair());
		for (const one of tablets.slice(0, 6)) await mistype(5, one);
		const wait = waitOf(await tablets[6]!.type(who, '4071'));
		expect(wait).toBeGreaterThan(25 * MINUTE);
		expect(wait).toBeLessThanOrEqual(30 * MINUTE);
		await later(1801);
		expect(await tablets[6]!.type(who, '4071')).toMatchObject({ ok: true });
	});

	test('of everybody in turn are thirty at a tablet, and then it waits as a whole', async () => {
		const everybody = [];
		for (let i = 0; i < 31; i++) everybody.push(await floor.person(['technician'], '4071'));
		for (const one of everybody.slice(0, 30)) expect(await mistype(1, tablet, one)).toEqual(wrong);
		const wait = waitOf(await tablet.type(everybody[30]!, '4071'));
		expect(wait).toBeGreaterThan(14 * MINUTE);
		expect(wait).toBeLessThanOrEqual(15 * MINUTE);
		expect(await (await floor.pair()).type(everybody[30]!, '4071')).toMatchObject({ ok: true });
	});

	test('are counted from zero after a new PIN', async () => {
		await mistype(5);
		expect(waitOf(await tablet.type(who, '4071'))).toBeGreaterThan(0);
		const hash = await quickPins.hash(who, '83920');
		await setPin(database.db, floor.id, who, hash, operator, Date.now());
		expect(await tablet.type(who, '83920')).toMatchObject({ ok: true });
	});

	test('still count after the tablet is paired again', async () => {
		await mistype(5);
		const pass = await makePass(database.db, floor.id, { stationId: tablet.id }, operator, Date.now());
		const again = await floor.pair(pass);
		expect(again.id).toBe(tablet.id);
		expect(waitOf(await again.type(who, '4071'))).toBeGreaterThan(4.5 * MINUTE);
	});

	test('of somebody who is not there are limited the same, and answered the same', async () => {
		const nobody = crypto.randomUUID();
		expect(await mistype(5, tablet, nobody)).toEqual(wrong);
		expect(waitOf(await tablet.type(nobody, '4071'))).toBeGreaterThan(4.5 * MINUTE);
	});
});

import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { operator } from '../audit/record.server.ts';
import { makePass, openPass } from '../one-time-links/passes.server.ts';
import { openLimits } from '../database/limit.server.ts';
import { auditEntries, stations, workshops } from '../database/schema.ts';
import { aFloor, secret, type Tablet } from './station.testing.ts';
import { addStation, changeStation, pairStation, revokeStation, stationsOf } from './stations.server.ts';
import { stationOf, turnAt } from './turn.server.ts';

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
async function entered(personId: string, pin: string, at: Tablet): Promise<string> {
	const entering = await at.type(personId, pin);
	if (!entering.ok) throw new Error('refused');
	return entering.token;
}

const turn = (token: string, at: Tablet) => turnAt(database.db, at.token, token);

const entries = async () =>
	(await database.db.select().from(auditEntries).where(eq(auditEntries.workshopId, floor.id))).map(
		({ screen, change }) => ({ screen, ...change })
	);

const accessRevision = async () =>
	(await database.db.select().from(workshops).where(eq(workshops.id, floor.id)))[0]!.accessRevision;

const add = (name: string) =>
	addStation(database.db, floor.id, operator, { name, idleMinutes: 5 }, Date.now());

describe('[STA1] a device', () => {
	test('is the station it was paired with, by a token of which the database keeps the hash only', async () => {
		expect(await stationOf(database.db, tablet.token)).toMatchObject({ workshopId: floor.id });
		const rows = await database.db.select().from(stations);
		expect(JSON.stringify(rows)).not.toContain(tablet.token);
		for (const token of [undefined, '', 'x'.repeat(43)]) {
			expect(await stationOf(database.db, token)).toBeNull();
		}
	});

	test('is it until another one takes its place, and whoever was there is signed out', async () => {
		const { id, token: pass } = await add('A');
		const before = await floor.pair(pass);
		const who = await floor.person(['technician'], '4071');
		const held = await entered(who, '4071', before);
		const again = await makePass(database.db, floor.id, { stationId: id }, operator, Date.now());
		expect(await turn(held, before)).not.toBeNull();
		const revision = await accessRevision();
		const after = await floor.pair(again);
		expect(after.id).toBe(id);
		expect(await stationOf(database.db, before.token)).toBeNull();
		expect(await turn(held, before)).toBeNull();
		expect(await turn(held, after)).toBeNull();
		expect(await accessRevision()).toBeGreaterThan(revision);
		expect(await entries()).toContainEqual(
			expect.objectContaining({ type: 'stationPaired', stationId: id, screen: 'station:A' })
		);
	});

	test('is one station at a time: paired with another one, it is the first no more', async () => {
		const first = await floor.pair();
		const second = await floor.pair(undefined, await first.station());
		expect(second.id).not.toBe(first.id);
		expect(await stationOf(database.db, first.token)).toBeNull();
		expect((await stationsOf(database.db, floor.id)).find(({ id }) => id === first.id)?.pairedAt).toBeNull();
	});

	test('is paired once by an address, which opens nothing else', async () => {
		const { token } = await add('B');
		expect(await pairStation(database.db, token, null, Date.now())).not.toBeNull();
		expect(await pairStation(database.db, token, null, Date.now())).toBeNull();
		const personId = await floor.person(['technician']);
		const invitation = await makePass(database.db, floor.id, { personId }, operator, Date.now());
		expect(await pairStation(database.db, invitation, null, Date.now())).toBeNull();
		expect(await openPass(database.db, invitation, Date.now())).not.toBeNull();
	});

	test('is nobody once the station is revoked, and its address opens nothing any more', async () => {
		const { id, token: pass } = await add('C');
		const device = await floor.pair(pass);
		const held = await entered(await floor.person(['technician'], '4071'), '4071', device);
		const next = await makePass(database.db, floor.id, { stationId: id }, operator, Date.now());
		const revision = await accessRevision();
		await revokeStation(database.db, floor.id, operator, id, Date.now());
		expect(await accessRevision()).toBeGreaterThan(revision);
		expect(await stationOf(database.db, device.token)).toBeNull();
		expect(await turn(held, device)).toBeNull();
		expect(await pairStation(database.db, next, null, Date.now())).toBeNull();
		expect((await stationsOf(database.db, floor.id)).map((station) => station.id)).not.toContain(id);
	});

	test('[ACC4] is changed and revoked by its own workshop only', async () => {
		const { id } = await add('D');
		const gone = { refusal: { code: 'gone' } };
		const change = { name: 'E', idleMinutes: 60 };
		await expect(changeStation(database.db, other.id, operator, id, change)).rejects.toMatchObject(gone);
		await expect(revokeStation(database.db, other.id, operator, id, Date.now())).rejects.toMatchObject(gone);
		expect((await stationsOf(database.db, other.id)).map(({ name }) => name)).not.toContain('D');
		await changeStation(database.db, floor.id, operator, id, change);
		expect((await stationsOf(database.db, floor.id)).find((station) => station.id === id)).toMatchObject(
			change
		);
	});
});

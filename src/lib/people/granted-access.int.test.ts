import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { operator, type Who } from '../audit/record.server.ts';
import { aWorkshop, booking, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { makeLink, openLink } from '../progress-links/links.server.ts';
import { invite } from '../one-time-links/invite.server.ts';
import { openPass } from '../one-time-links/passes.server.ts';
import { openCode, pair } from '../screens/pairing.server.ts';
import { usualSettings } from '../model/screen.ts';
import { openScreen } from '../screens/screens.server.ts';
import { auditEntries, jobs } from '../database/schema.ts';
import { newToken } from '../runtime/token.ts';
import { addStation, openPairing, pairStation } from '../stations/stations.server.ts';
import { stationOf } from '../stations/turn.server.ts';
import { grantedBy, revokeGranted } from '../identity/granted-access.server.ts';
import { addPerson, changePerson } from './people.server.ts';
import { DAY } from '../model/moments.ts';

const database = freshDatabase();
let here: WorkshopForTest;
let jobId: string;

beforeAll(async () => {
	here = await aWorkshop(database.db);
	jobId = (
		await done(
			openDoor(database.db, () => {}),
			booking({}, Date.now()),
			here.lin
		)
	).jobId;
});

const by = (id: string): Who => ({ actor: { kind: 'person', id, name: '' }, screen: 'settings' });
const now = () => Date.now();
const somebody = () => addPerson(database.db, here.id, { name: '孙岩', roles: ['manager'] }, now());
const listed = async (personId: string, at = now(), workshopId = here.id) =>
	(await grantedBy(database.db, workshopId, [personId], at)).get(personId) ?? [];
const kinds = async (personId: string, at = now()) =>
	(await listed(personId, at)).map(({ kind }) => kind).sort();
const revoke = (personId: string, id: string | null, workshopId = here.id) =>
	revokeGranted(database.db, workshopId, personId, id, operator, now());

/** Makes one of each, and says whether each of them still opens something. */
async function grantEach(personId: string) {
	const { db } = database;
	const who = by(personId);
	const link = await makeLink(db, { workshopId: here.id, jobId, createdBy: personId }, now());
	const invited = await addPerson(db, here.id, { name: '新人', roles: ['viewer'] }, now());
	const invitation = await invite(db, here.id, invited, who, now());
	const device = newToken();
	const { code } = await openCode(db, device, now());
	const screen = { ...usualSettings, kind: 'wall' as const, name: '大屏' };
	await pair(db, here.id, who, code, { screen }, now());
	const draft = { name: '平板', idleMinutes: 5 };
	const paired = await addStation(db, here.id, who, draft, now());
	const tablet = (await pairStation(db, paired.token, null, now()))!.cookie.value;
	const pairing = (await addStation(db, here.id, who, { ...draft, name: '平板 2' }, now())).token;
	return {
		stationId: paired.id,
		opens: async () => ({
			link: (await openLink(db, link.token, now())) !== null,
			invitation: (await openPass(db, invitation, now())) !== null,
			screen: (await openScreen(db, device)) !== null,
			station: (await stationOf(db, tablet)) !== null,
			pairing: (await openPass(db, pairing, now())) !== null
		})
	};
}

const all = ['customerLink', 'invitation', 'pairing', 'screen', 'station'];

describe('[PPL9] what a person made or paired', () => {
	test('is listed while it works, with what it is called', async () => {
		const maker = await somebody();
		await grantEach(maker);
		expect(await kinds(maker)).toEqual(all);
		const named = Object.fromEntries((await listed(maker)).map(({ kind, name }) => [kind, name]));
		const [job] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		expect(named).toEqual({
			...{ customerLink: job!.ticket, invitation: '新人', screen: '大屏', station: '平板' },
			pairing: '平板 2'
		});
		expect(await kinds(maker, now() + 8 * DAY)).toEqual(['customerLink', 'screen', 'station']);
		await database.db
			.update(jobs)
			.set({ closedAt: now() - 8 * DAY })
			.where(eq(jobs.id, jobId));
		expect(await kinds(maker)).not.toContain('customerLink');
		await database.db.update(jobs).set({ closedAt: null }).where(eq(jobs.id, jobId));
		expect(await listed(await somebody())).toEqual([]);
		const elsewhere = await aWorkshop(database.db);
		expect(await listed(maker, now(), elsewhere.id)).toEqual([]);
	});

	test('of devices is what the last one to pair them answers for', async () => {
		const [first, second] = [await somebody(), await somebody()];
		const { stationId } = await grantEach(first);
		const again = await openPairing(database.db, here.id, by(second), stationId, now());
		expect(await kinds(first)).toContain('station');
		await pairStation(database.db, again, null, now());
		const screenId = (await listed(first)).find(({ kind }) => kind === 'screen')!.id;
		const { code } = await openCode(database.db, newToken(), now());
		await pair(database.db, here.id, by(second), code, { insteadOf: screenId }, now());
		expect(await kinds(first)).toEqual(['customerLink', 'invitation', 'pairing']);
		expect(await kinds(second)).toEqual(['screen', 'station']);
	});

	test('is revoked all at once after a lock-out, each with an audit entry', async () => {
		const maker = await somebody();
		const { opens } = await grantEach(maker);
		const open = { link: true, invitation: true, screen: true, station: true, pairing: true };
		expect(await opens()).toEqual(open);
		await changePerson(database.db, here.id, maker, { active: false }, operator);
		// One-time links open nothing while their maker is locked out, and would again after that.
		expect(await opens()).toEqual({ ...open, invitation: false, pairing: false });
		const before = (await database.db.select().from(auditEntries)).length;
		await revoke(maker, null);
		const entries = (await database.db.select().from(auditEntries).orderBy(auditEntries.id)).slice(before);
		expect(entries.map(({ change }) => change.type).sort()).toEqual([
			...['invitationRevoked', 'pairingRevoked', 'progressLinkRevoked', 'screenRevoked', 'stationRevoked']
		]);
		await changePerson(database.db, here.id, maker, { active: true }, operator);
		const shut = { link: false, invitation: false, screen: false, station: false, pairing: false };
		expect(await opens()).toEqual(shut);
		expect(await listed(maker)).toEqual([]);
		await expect(revoke(maker, null)).rejects.toThrow('gone');
	});

	test('is revoked one by one, only under its maker and in its workshop', async () => {
		const [maker, other] = [await somebody(), await somebody()];
		const { opens } = await grantEach(maker);
		const { id } = (await listed(maker)).find(({ kind }) => kind === 'screen')!;
		await expect(revoke(other, id)).rejects.toThrow('gone');
		await expect(revoke(maker, id, (await aWorkshop(database.db)).id)).rejects.toThrow('gone');
		await revoke(maker, id);
		expect(await opens()).toMatchObject({ link: true, screen: false, station: true });
		expect(await kinds(maker)).toEqual(all.filter((kind) => kind !== 'screen'));
		await expect(revoke(maker, id)).rejects.toThrow('gone');
	});
});

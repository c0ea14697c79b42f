import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { openDoor } from '../../src/lib/commands/perform.server.ts';
import type { Order } from '../../src/lib/job/job.ts';
import { makeLink } from '../../src/lib/progress-links/links.server.ts';
import { operator } from '../../src/lib/audit/record.server.ts';
import { makePass } from '../../src/lib/one-time-links/passes.server.ts';
import { addPerson, changePerson } from '../../src/lib/people/people.server.ts';
import { type Role, roles } from '../../src/lib/model/person.ts';
import { type ScreenKind, usualSettings } from '../../src/lib/model/screen.ts';
import { makeScreen } from '../../src/lib/screens/screens.server.ts';
import { openDatabase, type OpenDatabase } from '../../src/lib/database/database.ts';
import { jobs, people, stations } from '../../src/lib/database/schema.ts';
import { newToken, tokenHash } from '../../src/lib/runtime/token.ts';
import { startTurn } from '../../src/lib/stations/turn.server.ts';
import { createWorkshop } from '../../src/lib/settings/create-workshop.server.ts';
import { signIn } from '../../scripts/live/sign-in.ts';
import { startServer, type TestServer } from '../server.ts';
import { HOUR } from '../../src/lib/model/moments.ts';

export const password = 'a long pass phrase';

/** What is personal or private in a workshop, each with a word of its own to look for. */
export const canaryKinds = [
	...['plate', 'vin', 'customer', 'phone', 'order', 'remark', 'work', 'note', 'stoppage', 'promise'],
	...['spot', 'keyTag', 'source', 'username', 'technician'],
	...['complaint', 'caller', 'callback', 'answer', 'said', 'reopening']
] as const;
export type CanaryKind = (typeof canaryKinds)[number];
export type Canaries = Record<CanaryKind, string>;

/** A workshop with one car in repair, one of everything that it can have, and canaries wherever text goes. */
export interface House {
	id: string;
	slug: string;
	canaries: Canaries;
	jobId: string;
	/** A complaint about that visit: answered, closed, and open again. */
	caseId: string;
	/** One of everything that a form may name. */
	ids: Record<
		'job' | 'stage' | 'bay' | 'person' | 'unnamed' | 'screen' | 'link' | 'station' | 'customer' | 'user',
		string
	>;
	tokens: Record<'wall' | 'lounge' | 'job', string>;
	/** Unused passes: somebody's first account, and a new password. */
	passes: Record<'invitation' | 'reset', string>;
	/** Cookies of a paired tablet, and of the technician's turn at it. */
	station: { paired: string; turn: string };
	/** Who can sign in: somebody of each role, and an owner who is locked out later. */
	username(role: Role | 'gone'): string;
	lockOut(): Promise<void>;
}

export interface World {
	server: TestServer;
	database: OpenDatabase;
	one: House;
	two: House;
	/** The Cookie header of a new session. */
	session(username: string): Promise<string>;
	remove(): Promise<void>;
}

/** A running server with two workshops that must know nothing of each other. */
export async function openWorld(env: Record<string, string> = {}): Promise<World> {
	const server = await startServer({ env: { LOG_LEVEL: 'trace', ...env } });
	const database = await openDatabase({ dataDir: server.dataDir }, { max: 2 });
	return {
		...{ server, database },
		one: await furnish(database, 'one'),
		two: await furnish(database, 'two'),
		session: (username) => signIn(server.url, username, password),
		async remove() {
			await database.close();
			await server.remove();
		}
	};
}

/** Upper case and no separators, so that nothing changes them on the way. */
function canariesOf(slug: string): Canaries {
	const words = canaryKinds.map((kind) => [kind, `${kind.toUpperCase()}OF${slug.toUpperCase()}X`]);
	const plate = slug === 'one' ? '豫A111PX' : '豫B222QY';
	return { ...(Object.fromEntries(words) as Canaries), plate };
}

async function furnish({ db }: OpenDatabase, slug: string): Promise<House> {
	const now = Date.now();
	const canaries = canariesOf(slug);
	const username = (role: Role | 'gone') => `${role === 'owner' ? canaries.username : role}.${slug}`;
	const account = (role: Role | 'gone') => ({ username: username(role), password });
	const { id, stages, bays, ownerId } = await createWorkshop(
		db,
		{ slug, name: `Workshop ${slug}`, language: 'en', timeZone: 'UTC', openingHours: always },
		{ name: `Owner ${slug}`, ...account('owner') },
		now
	);
	const staff = { owner: ownerId! } as Record<Role, string>;
	for (const role of roles.filter((each) => each !== 'owner')) {
		const name = role === 'technician' ? canaries.technician : `${role} ${slug}`;
		staff[role] = await addPerson(db, id, { name, roles: [role], account: account(role) }, now);
	}
	const gone = await addPerson(
		db,
		id,
		{ name: `Gone ${slug}`, roles: ['owner'], account: account('gone') },
		now
	);
	const newcomer = await addPerson(db, id, { name: `New ${slug}`, roles: ['viewer'] }, now);
	const unnamed = await addPerson(db, id, { name: `Unnamed ${slug}`, roles: ['viewer'] }, now);
	const repair = stages.find(({ kind }) => kind === 'repair')!;
	const jobId = await receive(db, {
		workshopId: id,
		canaries,
		staff,
		bayId: bays[0]!.id,
		stageId: repair.id
	});
	const caseId = await complain(db, { workshopId: id, canaries, jobId, ownerId: staff.advisor });
	const screen = (kind: ScreenKind) =>
		makeScreen(db, id, { ...usualSettings, kind, language: 'en', name: `${kind} ${slug}` }, now);
	const [wall, lounge] = [await screen('wall'), await screen('lounge')];
	const job = await makeLink(db, { workshopId: id, jobId, createdBy: null }, now);
	const pass = (personId: string) => makePass(db, id, { personId }, operator, now);
	const [station, device] = [randomUUID(), newToken()];
	const paired = { tokenHash: tokenHash(device), pairedAt: now, createdAt: now };
	await db.insert(stations).values({ id: station, workshopId: id, name: `Tablet ${slug}`, ...paired });
	const turn = await startTurn(db, station, staff.technician, now);
	const [viewer] = await db.select().from(people).where(eq(people.id, staff.viewer));
	const [row] = await db.select().from(jobs).where(eq(jobs.id, jobId));
	return {
		...{ id, slug, canaries, jobId, caseId, username },
		ids: {
			...{ job: jobId, stage: stages[0]!.id, bay: bays[0]!.id, person: staff.viewer, station, unnamed },
			...{ screen: wall.id, link: job.id, customer: row!.customerId!, user: viewer!.userId! }
		},
		tokens: { wall: wall.token, lounge: lounge.token, job: job.token },
		passes: { invitation: await pass(newcomer), reset: await pass(staff.parts) },
		station: {
			paired: `kanche.station=${device}`,
			turn: `kanche.station=${device}; kanche.turn=${turn}`
		},
		lockOut: () => changePerson(db, id, gone, { active: false }, operator)
	};
}

const always = Array.from({ length: 7 }, () => [['00:00', '24:00']] as const);

/** A car in repair, stopped for parts, of which everything is said that can be said. */
async function receive(
	db: OpenDatabase['db'],
	of: {
		workshopId: string;
		canaries: Canaries;
		staff: Record<Role, string>;
		bayId: string;
		stageId: string;
	}
): Promise<string> {
	const { workshopId, canaries, staff, bayId, stageId } = of;
	const door = openDoor(db, () => {});
	const sender = { workshopId, ...operator, kind: 'operator' as const, roles: [] };
	const jobId = randomUUID();
	let version = 0;
	const perform = async (command: object) => {
		const sent = { id: randomUUID(), jobId, ...(version > 0 ? { expect: version } : {}), ...command };
		const reply = await door.perform(sent, sender);
		if (!reply.ok) throw new Error(`${JSON.stringify(command)}: ${reply.refusal.code}`);
		version = reply.version;
	};
	const order: Order = {
		orderNumber: canaries.order,
		vehicle: { plate: canaries.plate, vin: canaries.vin, brand: 'Brand', model: 'Model', colour: 'red' },
		customer: { name: canaries.customer, phone: canaries.phone },
		...{ waiting: true, workType: 'repair', work: canaries.work, standardHours: 2, remark: canaries.source },
		...{ advisorId: staff.advisor, bookedFor: null, promise: Date.now() + 4 * HOUR }
	};
	await perform({ type: 'book', order, arrivedAt: Date.now(), fromSource: true });
	await perform({ type: 'amend', order: { remark: canaries.remark } });
	await perform({ type: 'move', stageId, after: null, before: null });
	await perform({ type: 'dispatch', technicianId: staff.technician, bayId, standardHours: 2 });
	await perform({ type: 'revisePromise', promise: Date.now() + 5 * HOUR, reason: canaries.promise });
	await perform({ type: 'park', spot: canaries.spot, keyTag: canaries.keyTag });
	await perform({ type: 'note', text: canaries.note });
	await perform({
		...{ type: 'stop', reason: 'parts', expectedUntil: null, note: canaries.stoppage },
		...{ otherWork: false, blocksBay: true }
	});
	return jobId;
}

/** A complaint with everything that is said about one, and another answer after it was opened again. */
async function complain(
	db: OpenDatabase['db'],
	of: { workshopId: string; canaries: Canaries; jobId: string; ownerId: string }
): Promise<string> {
	const { workshopId, canaries, jobId, ownerId } = of;
	const door = openDoor(db, () => {});
	const sender = { workshopId, ...operator, kind: 'operator' as const, roles: [] };
	const caseId = randomUUID();
	const customer = { name: canaries.caller, phone: canaries.callback };
	const words = canaries.complaint;
	const steps = [
		{ type: 'openCase', jobId, kind: 'complaint', priority: 'urgent', words, customer },
		{ type: 'assignCase', ownerId, dueAt: Date.now() + 3_600_000 },
		{ type: 'answerCase', answer: canaries.answer },
		{ type: 'closeCase', customerSaid: canaries.said },
		{ type: 'reopenCase', reason: canaries.reopening },
		{ type: 'answerCase', answer: canaries.answer }
	];
	for (const [version, step] of steps.entries()) {
		const seen = version === 0 ? {} : { expect: version };
		const reply = await door.perform({ ...seen, ...step, id: randomUUID(), caseId }, sender);
		if (!reply.ok) throw new Error(`${step.type}: ${reply.refusal.code}`);
	}
	return caseId;
}

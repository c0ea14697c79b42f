import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overlaps, routeAccess } from '../../src/lib/access/table.ts';
import { type ClientSocket, dial, outcome } from '../../src/lib/sync/live.testing.ts';
import { addressOf, ask } from './ask.ts';
import { type Asker, askersOf, verdict } from './askers.ts';
import { type CanaryKind, canaryKinds, type House, openWorld, type World } from './world.ts';

/*
 * [PRIV1] Privacy by allow-list: a word of its own in each personal field of two workshops; then everybody
 * fetches everything, and no word is where it does not belong.
 */

let world: World;
let askers: Asker[];

beforeAll(async () => {
	world = await openWorld();
	askers = await askersOf(world);
}, 120_000);
afterAll(() => world?.remove());

const seenOf = (house: House, text: string): CanaryKind[] =>
	canaryKinds.filter((kind) => text.toUpperCase().includes(house.canaries[kind].toUpperCase()));

const staff: CanaryKind[] = [
	...([
		'plate',
		'vin',
		'customer',
		'phone',
		'order',
		'remark',
		'work',
		'note',
		'stoppage',
		'promise'
	] as const),
	...(['spot', 'keyTag', 'technician'] as const)
];

/** Pages of cases: for people who speak with customers, on devices of their own. [FEED11] */
const ofCase: CanaryKind[] = ['complaint', 'caller', 'callback', 'answer'];
const ofVisit: CanaryKind[] = ['plate', 'customer', 'phone'];

/** What a page may hold for whom it is. `source`, what the dealer's system last said, is nobody's. */
const pages: Record<string, CanaryKind[]> = {
	'GET /display/[token]/wall': ['plate', 'technician'],
	'GET /p/[token]': ['work', 'promise'],
	'GET /w/[workshop]/board': staff,
	'GET /w/[workshop]/board/[job]': [...staff, 'source'],
	'GET /w/[workshop]/cases': [...ofCase, ...ofVisit, 'technician'],
	'GET /w/[workshop]/cases/jobs': ofVisit,
	'GET /w/[workshop]/cases/[case]': [...ofCase, ...ofVisit, 'said', 'reopening'],
	'GET /w/[workshop]/settings/people': ['technician', 'username'],
	'GET /w/[workshop]/settings/stations': ['technician'],
	'GET /station': ['technician'],
	'GET /account': ['username'],
	// Whoever is signed in already is told as whom.
	'GET /join/[token]': ['username'],
	'GET /w/[workshop]/settings/audit': [
		...(['remark', 'note', 'stoppage', 'promise', 'spot', 'keyTag', 'technician'] as const)
	]
};

describe.each(Object.entries(routeAccess).filter(([key]) => key.startsWith('GET')))('%s', (key, row) => {
	test('[PRIV1] shows nobody what is not theirs', async () => {
		const { one, two } = world;
		const { method, path } = addressOf(key, one);
		for (const asker of askers) {
			const { text } = await ask(world, method, path, { cookie: asker.cookie });
			const outside = seenOf(two, text);
			expect([asker.name, key, outside]).toEqual([asker.name, key, ownElsewhere(asker, row, outside)]);
			const allowed = verdict(row, asker) === 'allowed' ? (pages[key] ?? []).filter(mayRead(asker)) : [];
			const beyond = seenOf(one, text).filter((kind) => !allowed.includes(kind));
			expect([asker.name, key, ownName(asker, beyond)]).toEqual([asker.name, key, []]);
		}
	});
});

/** A customer's name and number are for those who speak with customers, and not for a shared tablet. [FEED10] */
const mayRead =
	({ roles, station }: Asker) =>
	(kind: CanaryKind): boolean =>
		(kind !== 'customer' && kind !== 'phone') ||
		(!station && roles !== null && overlaps(roles, ['owner', 'manager', 'foreman', 'advisor']));

/** Whoever is at home in the other workshop reads of themselves there. */
const ownElsewhere = ({ name }: Asker, row: unknown, seen: CanaryKind[]): CanaryKind[] =>
	name.endsWith('another workshop') && !Array.isArray(row)
		? seen.filter((kind) => kind === 'username' || kind === 'technician')
		: [];

/** Everybody reads their own name in the menu. */
const ownName = ({ name }: Asker, seen: CanaryKind[]): CanaryKind[] =>
	name.includes('technician') ? seen.filter((kind) => kind !== 'technician') : seen;

/** What each feed may hold, in its snapshot and in whatever it is told later. [FEED1] */
const feeds: Record<'board' | 'floor' | 'wall' | 'lounge' | 'job' | 'cases', CanaryKind[]> = {
	board: staff,
	floor: staff.filter((kind) => kind !== 'customer' && kind !== 'phone'),
	wall: ['plate', 'technician'],
	lounge: [],
	job: ['work', 'promise'],
	// Plate and customer of the visit are the page's; what was said before it was opened again is the history's.
	cases: [...ofCase, 'technician']
};

describe.each(Object.entries(feeds))('[FEED1] [PRIV1] the %s feed', (feed, allowed) => {
	test('tells what it is for, and nothing of another workshop', async () => {
		const { one, two, server } = world;
		const owner = askers.find(({ name }) => name === 'owner')!;
		const technician = askers.find(({ name }) => name === 'technician')!;
		const isStaff = feed === 'board' || feed === 'floor';
		const auth =
			feed === 'cases'
				? { workshop: 'one', feed }
				: isStaff
					? { workshop: 'one' }
					: { token: one.tokens[feed as 'wall'] };
		const [screen, board, there] = [
			await follow(server.url, auth, (feed === 'floor' ? technician : owner).cookie),
			await follow(server.url, { workshop: 'one' }, owner.cookie),
			await follow(server.url, { token: two.tokens.wall })
		];
		await everyCommand(board, one);
		await everyCaseCommand(board, one);
		await sleep(300);
		const heard = seenOf(one, screen.heard());
		expect(heard.filter((kind) => !allowed.includes(kind))).toEqual([]);
		// The words are there to be found: what the feed is for, it tells.
		expect(allowed.filter((kind) => !heard.includes(kind) && kind !== 'promise')).toEqual([]);
		expect(seenOf(two, screen.heard())).toEqual([]);
		expect(seenOf(one, there.heard())).toEqual([]);
		for (const each of [screen, board, there]) each.socket.disconnect();
	});
});

describe('[FEED11] cases', () => {
	test('are a socket for those who speak with customers, on a device of their own', async () => {
		const { server } = world;
		const letIn: string[] = [];
		for (const { name, cookie } of askers) {
			const socket = dial(server.url, { workshop: 'one', feed: 'cases' }, { cookie });
			if ((await outcome(socket)) === 'connect') letIn.push(name);
			socket.disconnect();
		}
		expect(letIn).toEqual(['owner', 'manager', 'foreman', 'advisor']);
	});

	test('of another workshop and unknown ones get the same answer', async () => {
		const { one, two } = world;
		const { cookie } = askers.find(({ name }) => name === 'owner')!;
		const get = async (id: string) => {
			const { status, text } = await ask(world, 'GET', `/w/one/cases/${id}`, { cookie });
			return { status, text: text.replaceAll(id, '') };
		};
		expect(await get(two.caseId)).toEqual(await get(randomUUID()));
		expect((await get(two.caseId)).status).toBe(404);
		expect((await get(one.caseId)).status).toBe(200);
		const owner = await follow(world.server.url, { workshop: 'one', feed: 'cases' }, cookie);
		const answers = [];
		for (const caseId of [two.caseId, randomUUID()]) {
			const command = { type: 'answerCase', id: randomUUID(), caseId, expect: 1, answer: 'a' };
			answers.push(await owner.socket.emitWithAck('command', command));
		}
		expect(answers[0]).toEqual({ ok: false, refusal: { code: 'unknownCase' }, card: null });
		expect(answers[1]).toEqual(answers[0]);
		owner.socket.disconnect();
	});
});

describe('[FEED10] who works on cars and does not speak with customers', () => {
	const floor = ['technician', 'inspector', 'parts', 'viewer', 'a technician at a tablet'];

	test.each(floor)('%s: no frame and no answer holds a customer’s name or number', async (name) => {
		const { one, server } = world;
		const { cookie } = askers.find((asker) => asker.name === name)!;
		const owner = askers.find((asker) => asker.name === 'owner')!;
		const screen = await follow(server.url, { workshop: 'one' }, cookie);
		const board = await follow(server.url, { workshop: 'one' }, owner.cookie);
		await everyCommand(board, one);
		// Refused as stale or forbidden, with the job as it is.
		const answers = ['note', 'resume', 'undo', 'amend', 'cancel'].map((type) => {
			const fields = { note: { text: 'n' }, amend: { order: { work: 'w' } }, cancel: { reason: 'r' } }[type];
			const command = { id: randomUUID(), jobId: one.jobId, expect: 1, type, ...fields };
			return screen.socket.emitWithAck('command', command);
		});
		const heard = JSON.stringify(await Promise.all(answers)) + screen.heard();
		// A viewer may send none of them.
		expect(heard.includes('"stale"')).toBe(name !== 'viewer');
		expect(seenOf(one, heard).filter((kind) => kind === 'customer' || kind === 'phone')).toEqual([]);
		expect(seenOf(one, heard)).toContain('plate');
		expect(heard).toContain(`"name":"${one.canaries.customer[0]}**"`);
		for (const each of [screen, board]) each.socket.disconnect();
	});

	test('an advisor at a shared tablet fills no form with a name and number', async () => {
		const { one } = world;
		const path = `/w/one/board/register?plate=${encodeURIComponent(one.canaries.plate)}`;
		const answers = [];
		for (const name of ['advisor', 'an advisor at a tablet']) {
			const { cookie } = askers.find((asker) => asker.name === name)!;
			const { text } = await ask(world, 'GET', path, { cookie });
			answers.push(seenOf(one, text).filter((kind) => ['plate', 'customer', 'phone'].includes(kind)));
		}
		expect(answers).toEqual([['plate', 'customer', 'phone'], ['plate']]);
	});
});

test('[AUD1] the log, at its most talkative, tells nobody’s name, plate or token', () => {
	const log = world.server.output();
	expect(log).toContain('listening');
	for (const house of [world.one, world.two]) {
		expect(seenOf(house, log)).toEqual([]);
		for (const token of Object.values(house.tokens)) expect(log).not.toContain(token);
	}
	for (const { cookie } of askers) if (cookie) expect(log).not.toContain(cookie.split('=')[1]);
});

interface Follower {
	socket: ClientSocket;
	/** All that came, as it came. */
	heard(): string;
}

async function follow(url: string, auth: object, cookie?: string): Promise<Follower> {
	const socket = dial(url, auth, { cookie });
	const heard: unknown[] = [];
	socket.onAny((...message: unknown[]) => void heard.push(message));
	expect(await outcome(socket)).toBe('connect');
	heard.push(await socket.emitWithAck('join', { since: null }));
	return { socket, heard: () => JSON.stringify(heard) };
}

/** Changes whatever can be changed of the car, with its words again. */
async function everyCommand({ socket }: Follower, { jobId, canaries }: House): Promise<void> {
	const { vin, plate, customer, phone, note, spot, keyTag, stoppage, work, remark } = canaries;
	const vehicle = { plate, vin, brand: 'B', model: `M${randomUUID().slice(0, 4)}`, colour: 'c' };
	const stop = { reason: 'other', expectedUntil: null, note: stoppage, otherWork: false, blocksBay: true };
	const drafts = [
		{ type: 'note', text: note },
		{ type: 'amend', order: { vehicle, customer: { name: customer, phone }, work, remark: `${remark} ` } },
		{ type: 'park', spot: '', keyTag: '' },
		{ type: 'park', spot, keyTag },
		{ type: 'resume' },
		{ type: 'stop', ...stop }
	];
	for (const draft of drafts) {
		const [card] = await cards(socket);
		const command = { id: randomUUID(), jobId, expect: card!.version, ...draft };
		expect(await socket.emitWithAck('command', command)).toMatchObject({ ok: true });
	}
}

/** The same of the complaint; the last answer stands as it stood. */
async function everyCaseCommand({ socket }: Follower, { caseId, canaries }: House): Promise<void> {
	const [row] = await world.database.sql<
		{ version: number }[]
	>`select version from cases where id = ${caseId}`;
	const drafts = [
		{ type: 'closeCase', customerSaid: canaries.said },
		{ type: 'reopenCase', reason: canaries.reopening },
		{ type: 'answerCase', answer: canaries.answer }
	];
	for (const [index, draft] of drafts.entries()) {
		const command = { id: randomUUID(), caseId, expect: row!.version + index, ...draft };
		expect(await socket.emitWithAck('command', command)).toMatchObject({ ok: true });
	}
}

async function cards(socket: ClientSocket): Promise<{ version: number }[]> {
	const reply = await socket.emitWithAck('join', { since: null });
	if (!reply.ok || !('snapshot' in reply)) throw new Error('no snapshot');
	return reply.snapshot.cards as { version: number }[];
}

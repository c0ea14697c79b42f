import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { routeAccess } from '../../src/lib/access/table.ts';
import { operator } from '../../src/lib/audit/record.server.ts';
import { jobs, people } from '../../src/lib/database/schema.ts';
import { openCode } from '../../src/lib/screens/pairing.server.ts';
import { usualSettings } from '../../src/lib/model/screen.ts';
import { makeScreen } from '../../src/lib/screens/screens.server.ts';
import { newToken } from '../../src/lib/runtime/token.ts';
import { openPins, setPin } from '../../src/lib/stations/pins.server.ts';
import { dial, outcome } from '../../src/lib/sync/live.testing.ts';
import { addressOf, type Answer, ask } from './ask.ts';
import { digest } from './digest.ts';
import { type GoodForm, goodForms } from './forms.ts';
import { openWorld, password, type World } from './world.ts';

/* What is normalised or refused where it comes in: ids, and texts that PostgreSQL cannot keep. */

const secret = 'Jx4vQ9rLmZ7tR2wYpB8nD5sF6gH3cV1k';
const pin = '739164';
let world: World;
let forms: Record<string, GoodForm>;
let cookies: Record<GoodForm['by'], string>;

beforeAll(async () => {
	world = await openWorld({ AUTH_SECRET: secret });
	const { one, database, session } = world;
	const hash = await openPins(secret).hash(one.ids.person, pin);
	await setPin(database.db, one.id, one.ids.person, hash, operator, Date.now());
	const owner = await session(one.username('owner'));
	cookies = { owner, foreman: await session(one.username('foreman')), tablet: one.station.turn, nobody: '' };
	forms = goodForms(await means());

	async function means() {
		await session(one.username('owner'));
		const [other] = await database.sql<{ id: string }[]>`
			select s.id from sessions s join users u on u.id = s.user_id
			where u.username = ${one.username('owner').toLowerCase()} order by s.created_at desc limit 1`;
		const [foreman] = await database.db.select().from(people).where(eq(people.name, 'foreman one'));
		const [job] = await database.db.select().from(jobs).where(eq(jobs.id, one.jobId));
		const { code } = await openCode(database.db, newToken(), Date.now());
		return {
			...{ house: one, password, foremanId: foreman!.id, repairId: job!.stageId },
			...{ sessionId: other!.id, pin, code }
		};
	}
}, 300_000);
afterAll(() => world?.remove());

const upper = (fields: Record<string, string>) =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [name, isId(value) ? value.toUpperCase() : value])
	);
const isId = (value: string) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value);
const idInCapitals = /[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}/g;

/** Ids in capitals; one that has digits alone looks the same either way. */
const capitals = (text: string): string[] =>
	(text.match(idInCapitals) ?? []).filter((id) => /[A-F]/.test(id));

async function send(key: string, fields: Record<string, string>): Promise<Answer> {
	const { by, json } = forms[key]!;
	const { method, path } = addressOf(key, world.one);
	return ask(world, method, path, { cookie: cookies[by], ...(json ? { json: fields } : { form: fields }) });
}

test('every form action has a good form here', () => {
	const posts = Object.keys(routeAccess).filter((key) => key.startsWith('POST'));
	expect(Object.keys(forms).sort()).toEqual(posts.sort());
});

describe('[ID1] an id in capitals', () => {
	test('is read by every form as the same id in lower case', async () => {
		for (const [key, { fields, refused }] of Object.entries(forms)) {
			if (!Object.values(fields).some(isId)) continue;
			const { status, to, text } = await send(key, upper(fields));
			expect([key, refused ? [refused] : [200, 303]]).toEqual([key, expect.arrayContaining([status])]);
			expect([key, to?.startsWith('/sign-in') ?? false]).toEqual([key, false]);
			expect([key, capitals(text + (to ?? ''))]).toEqual([key, []]);
		}
	}, 120_000);

	test('is read in an address as the same id in lower case', async () => {
		const { one } = world;
		const { stage, person, screen } = one.ids;
		const paths = [
			`/w/one/board/${one.jobId}`,
			`/w/one/board/${one.jobId}/links`,
			`/w/one/screens/${screen}`,
			`/w/one/screens?paired=${screen}`,
			`/w/one/settings/audit?person=${person}`,
			`/w/one/settings/audit?from=9.${stage}`
		];
		const { owner } = cookies;
		for (const path of paths) {
			const said = async (asked: string) => {
				const { status, text } = await ask(world, 'GET', asked, { cookie: owner });
				return [status, capitals(text)];
			};
			const typed = path.replace(/[0-9a-f-]{36}/, (id) => id.toUpperCase());
			expect([path, ...(await said(typed))]).toEqual([path, 200, []]);
		}
		const { status } = await ask(world, 'GET', '/w/ONE/board', { cookie: owner });
		expect(status).toBe(200);
	}, 120_000);

	test('is read in a socket’s messages as the same id in lower case', async () => {
		const { one, server, database } = world;
		const socket = dial(server.url, { workshop: 'ONE' }, { cookie: cookies.owner });
		expect(await outcome(socket)).toBe('connect');
		const [line] = await database.sql<{ epoch: string; revision: number }[]>`
			select epoch, revision::int from workshops where id = ${one.id}`;
		const since = { epoch: line!.epoch.toUpperCase(), revision: line!.revision };
		expect(await socket.emitWithAck('join', { since })).toMatchObject({ ok: true, change: { changed: [] } });
		const note = { type: 'note', text: 'n', id: randomUUID().toUpperCase(), expect: 1 };
		const reply = await socket.emitWithAck('command', { ...note, jobId: one.jobId.toUpperCase() });
		expect(reply).toMatchObject({ ok: false, refusal: { code: 'stale' }, card: { id: one.jobId } });
		socket.disconnect();
	});

	test('is nowhere in the database', async () => {
		const tables = await world.database.sql<{ name: string }[]>`
			select table_name as name from information_schema.tables
			where table_schema = 'public' and table_type = 'BASE TABLE'`;
		for (const { name } of tables) {
			const rows = await world.database.sql`select t::text as row from ${world.database.sql(name)} t`;
			expect([name, capitals(rows.map(({ row }) => row as string).join())]).toEqual([name, []]);
		}
	});
});

describe('[TEXT1] a text with NUL', () => {
	test('in any field of any form is refused, and changes nothing', async () => {
		for (const [key, { fields }] of Object.entries(forms)) {
			for (const name of Object.keys(fields).filter((each) => !hashed.includes(each))) {
				const before = await digest(world.database.sql);
				const { status } = await send(key, { ...fields, [name]: 'a\0b' });
				expect([key, name, status < 500]).toEqual([key, name, true]);
				if (status >= 400) expect([key, name, await digest(world.database.sql)]).toEqual([key, name, before]);
			}
		}
		expect(world.server.output()).not.toContain('a request failed');
	}, 120_000);
});

describe('[TEXT1] a socket', () => {
	test('[SCR5] does not take what was painted with a text that PostgreSQL cannot keep', async () => {
		const { one, server, database } = world;
		const socket = dial(server.url, { token: one.tokens.lounge });
		expect(await outcome(socket)).toBe('connect');
		const report = { epoch: randomUUID(), revision: 1, width: 1920, height: 1080, sound: 'none' as const };
		for (const build of ['a\0b', 'a\ud800']) socket.emit('painted', { ...report, build });
		// Heard after them.
		await socket.emitWithAck('join', { since: null });
		// Written down together with them.
		const { token } = await makeScreen(
			database.db,
			one.id,
			{ ...usualSettings, kind: 'wall', name: 'Third' },
			Date.now()
		);
		const wall = dial(server.url, { token });
		expect(await outcome(wall)).toBe('connect');
		wall.emit('painted', { ...report, build: 'good' });
		const heard = () => database.sql`select kind from screens where heard_at is not null`;
		await expect.poll(heard, { timeout: 10_000 }).toEqual([{ kind: 'wall' }]);
		expect(server.output()).not.toContain('keeping what screens said failed');
		wall.disconnect();
		socket.disconnect();
	});

	test('is not let in by a token or a workshop with NUL', async () => {
		for (const auth of [{ token: 'a\0b' }, { workshop: 'one\0' }, { token: '\ud800' }]) {
			const socket = dial(world.server.url, auth, { cookie: cookies.owner });
			expect(await outcome(socket)).not.toBe('connect');
			socket.disconnect();
		}
		expect(world.server.output()).not.toContain('identifying a socket failed');
	});
});

/** Fields that are hashed and stored nowhere. */
const hashed = ['password', 'current', 'pin', 'again'];

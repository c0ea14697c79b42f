import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { operator } from '../src/lib/audit/record.server.ts';
import { openPass } from '../src/lib/one-time-links/passes.server.ts';
import { addPerson, changePerson } from '../src/lib/people/people.server.ts';
import { openDatabase } from '../src/lib/database/database.ts';
import { auditEntries } from '../src/lib/database/schema.ts';
import { createWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { makeDataDir } from './data-dir.ts';
import { runScript } from './process.ts';

const script = fileURLToPath(new URL('../scripts/pass.ts', import.meta.url));
const password = 'seven blue herons';

// Each test starts a process that loads most of the program.
vi.setConfig({ testTimeout: 60_000 });

let dataDir = '';
let database: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
	dataDir = await makeDataDir('pass');
	// Held open, as by a running server: the command uses the same PostgreSQL.
	database = await openDatabase({ dataDir }, { max: 2 });
});

afterAll(async () => {
	await database?.close();
	await rm(dataDir, { recursive: true });
});

/** Runs the command beside the running server's data. */
const run = (args: string[], env: Record<string, string> = {}) =>
	runScript(script, args, { cwd: dataDir, env: { DATA_DIR: dataDir, ...env } });

test('before the first run it says what to do first', async () => {
	const { code, stderr } = await run([]);
	expect([code, stderr]).toEqual([1, expect.stringContaining('There is no workshop yet. Run npm start')]);
});

test('[PASS4] the last owner gets an address to a new password from the operator', async () => {
	const { id } = await createWorkshop(
		database.db,
		{ slug: 'one', name: 'North Gate', language: 'en', timeZone: 'UTC' },
		{ name: 'Wang Fang', username: 'wang.fang', password },
		Date.now()
	);
	const gone = { username: 'gone', password };
	const person = await addPerson(
		database.db,
		id,
		{ name: 'Gone', roles: ['viewer'], account: gone },
		Date.now()
	);
	await changePerson(database.db, id, person, { active: false }, operator);

	const env = { PUBLIC_ORIGIN: 'https://board.example' };
	const { code, stdout, stderr } = await run(['--workshop', 'one', '--username', 'Wang.Fang'], env);
	expect([code, stderr]).toEqual([0, '']);
	expect(stdout).toMatch(/^https:\/\/board\.example\/join\/[\w-]{43}\n/);
	expect(stdout).toContain('For Wang Fang (wang.fang) at North Gate');
	expect(stdout).not.toContain('localhost');
	const token = /join\/([\w-]+)/.exec(stdout)![1]!;
	expect(await openPass(database.db, token, Date.now())).toMatchObject({ for: { name: 'Wang Fang' } });
	const entries = await database.db.select().from(auditEntries);
	expect(entries.filter(({ change }) => change.type === 'invited')).toMatchObject([
		{ actor: { kind: 'operator' }, screen: 'server', change: { reset: true } }
	]);
});

test('without a public address it says what to put in place of localhost', async () => {
	const { stdout } = await run(['--workshop', 'one', '--username', 'wang.fang'], { PORT: '4123' });
	expect(stdout).toMatch(/^http:\/\/localhost:4123\/join\//);
	expect(stdout).toContain('PUBLIC_ORIGIN is not set');
});

test('lists workshops, and who can sign in', async () => {
	expect(await run([])).toEqual({ code: 0, stdout: 'one  North Gate\n', stderr: '' });
	expect(await run(['--workshop', 'one'])).toEqual({ code: 0, stdout: 'wang.fang  Wang Fang\n', stderr: '' });
});

test.each([
	['a workshop that is none', ['--workshop', 'two'], 'There is no workshop two. Known: one'],
	['a name that nobody has', ['--workshop', 'one', '--username', 'x'], 'Who does: gone, wang.fang'],
	['somebody locked out', ['--workshop', 'one', '--username', 'gone'], 'let them in again'],
	['a name without a workshop', ['--username', 'wang.fang'], 'Usage: npm run pass'],
	['an unknown option', ['--user', 'wang.fang'], 'Unknown option']
])('%s: nothing is made, and it says why', async (_, args, told) => {
	const { code, stdout, stderr } = await run(args);
	expect([code, stdout]).toEqual([1, '']);
	expect(stderr).toContain(told);
});

import { once } from 'node:events';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settingNames } from '../src/lib/runtime/config.ts';
import { type OpenDatabase, openDatabase } from '../src/lib/database/database.ts';
import { createWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { makeDataDir } from './data-dir.ts';
import { startDebianPostgres, type DebianPostgres } from './debian-postgres.ts';
import { freePort } from './free-port.ts';
import { run, runScript, type Program } from './process.ts';

const script = (name: string) => fileURLToPath(new URL(`../scripts/${name}.ts`, import.meta.url));
/** Commands for whoever runs a server: they do use its settings. */
const operators = ['backup', 'import', 'new-secret', 'pass', 'restore'];
const TIMEOUT = 240_000;

let postgres: DebianPostgres;
let address: string;
/** Another way to it, which counts who comes. */
let door: Server;
let watched: string;
let connections = 0;
/** Where `.env` names the database of a workshop. */
let folder: string;

beforeAll(async () => {
	postgres = await startDebianPostgres();
	address = await postgres.database('production');
	folder = await mkdtemp(join(tmpdir(), 'kanche-isolation-'));
	await rename(await makeDataDir('isolation'), join(folder, 'demo'));
	await makeWorkshop(production());
	const url = new URL(address);
	const { port } = url;
	door = createServer((near) => {
		connections++;
		const far = connect(Number(port), '127.0.0.1');
		near.pipe(far).pipe(near);
		for (const socket of [near, far]) socket.on('error', () => undefined);
	}).listen(0, '127.0.0.1');
	await once(door, 'listening');
	url.port = String((door.address() as AddressInfo).port);
	watched = url.href;
	const settings = ['REDIS_URL=redis://127.0.0.1:1', 'PORT=1', 'AUTH_SECRET=short', 'PUBLIC_ORIGIN=nonsense'];
	await writeFile(join(folder, '.env'), [`DATABASE_URL=${watched}`, ...settings].join('\n'));
}, 120_000);

afterAll(async () => {
	door.close();
	await postgres.remove();
	await rm(folder, { recursive: true, maxRetries: 5 });
});

const workshop = { slug: 'real', name: 'Real', language: 'en', timeZone: 'UTC', phone: '' } as const;

type Where = Parameters<typeof openDatabase>[0];

async function inDatabase<Result>(
	where: Where,
	work: (database: OpenDatabase) => Promise<Result>
): Promise<Result> {
	const database = await openDatabase(where, { max: 1 });
	return await work(database).finally(() => database.close());
}

const makeWorkshop = (where: Where) =>
	inDatabase(where, ({ db }) => createWorkshop(db, workshop, null, Date.now()));
const slugsIn = (where: Where) => inDatabase(where, ({ sql }) => sql`select slug from workshops`);
const production = (): Where => ({ dataDir: folder, databaseUrl: address });

/** Runs a program until it is ready, ends it, and expects that it never connected to the production database. */
async function expectUntouched(program: Program, ready: () => Promise<boolean>): Promise<void> {
	const running = await run(program, ready, TIMEOUT);
	await running.end('SIGTERM', 60_000);
	expect(connections).toBe(0);
	expect(await slugsIn(production())).toEqual([{ slug: 'real' }]);
}

const isReady = (port: number) => async () =>
	(await fetch(`http://localhost:${port}/readyz`).catch(() => null))?.ok ?? false;

test('[RUN7] the demo never connects to the database that .env names', { timeout: TIMEOUT }, async () => {
	const port = await freePort();
	const env = { PORT: String(port), DATA_DIR: folder };
	const program = { command: process.execPath, args: [script('demo'), '--speed', '0'], cwd: folder, env };
	await expectUntouched(program, isReady(port));
});

test('[RUN7] every other script isolates itself before it loads anything else', async () => {
	const { scripts } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
		scripts: Record<string, string>;
	};
	const files = Object.values(scripts).flatMap(
		(command) => /^exec node ((?:scripts|tools)\/.+\.ts)$/.exec(command)?.[1] ?? []
	);
	expect(files).toContain('tools/bench.ts');
	for (const file of files) {
		const name = basename(file, '.ts');
		if (operators.includes(name) || name === 'check') continue;
		const [first] = (await readFile(new URL(`../${file}`, import.meta.url), 'utf8')).split('\n');
		expect(first, name).toMatch(/^import .*'(?:\.|\.\.\/scripts)\/rig\.ts';$/);
	}
});

test('[RUN7] a test sees no setting of the server', () => {
	expect(settingNames.filter((name) => process.env[name] !== undefined)).toEqual([]);
	expect(process.env.KANCHE_IGNORE_ENV_FILE).toBe('1');
});

test('[RUN8] the demo refuses DATABASE_URL, and says so', async () => {
	const env = { DATABASE_URL: watched, DATA_DIR: folder };
	const { code, stderr } = await runScript(script('demo'), [], { cwd: folder, env });
	expect(code).toBe(1);
	expect(stderr).toMatch(/^The demo deletes everything in its database.*DATABASE_URL\.\n$/);
});

test(
	'[RUN8] the demo refuses to delete what another program made in its folder',
	{ timeout: TIMEOUT },
	async () => {
		const home = await mkdtemp(join(tmpdir(), 'kanche-isolation-'));
		const dataDir = join(home, 'demo');
		await rename(await makeDataDir('isolation'), dataDir);
		await makeWorkshop({ dataDir });
		const env = { DATA_DIR: home, PORT: String(await freePort()) };
		const { code, stderr } = await runScript(script('demo'), [], { cwd: home, env });
		expect(stderr).toContain(
			`The database in ${dataDir} was not made by this demo: nothing in it was changed.`
		);
		expect(code).toBe(1);
		expect(await slugsIn({ dataDir })).toEqual([{ slug: 'real' }]);
		await rm(home, { recursive: true, maxRetries: 5 });
	}
);

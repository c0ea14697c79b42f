import { fail, given } from './rig.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BoardCard, BoardMeta } from '#lib/feeds/board.ts';
import { tags } from '#lib/languages/languages.ts';
import type { ScreenKind } from '#lib/model/screen.ts';
import { type Config, loadConfig } from '#lib/runtime/config.ts';
import { endsWithThisProcess } from '#lib/runtime/end-signals.ts';
import { listen } from '#lib/runtime/listen.ts';
import { onShutdown } from '#lib/runtime/shutdown.ts';
import { asked, whole } from './asked.ts';
import { buildIfNeeded } from './build-if-needed.ts';
import type { DemoUser, DemoWorkshop } from './demo/setting.ts';
import type { Morning } from './demo/morning.ts';

// `npm run demo`: a workshop with a day that plays by itself, beside whatever visitors do. Every start is a new day in
// a database of its own. [RUN7] [RUN8]

const usage = `npm run demo -- [options]

  --speed N      play N times as fast (default 1; 0 stands still)
  --lang L       the workshop's language: ${tags.join(', ')} (default zh-CN)
  --zone Z       its time zone, such as Asia/Shanghai (default: this machine's)
  --seed N       another day (default 1)
  --json         print the addresses as one JSON line: board, wall, lounge, progress, users

PORT, HOST and DATA_DIR are read from the environment; .env is not. The demo keeps its database under DATA_DIR, in
the folder demo, and deletes what an earlier demo left there.`;

const options = asked(usage, (args) => {
	const { values } = parseArgs({
		args,
		options: {
			speed: { type: 'string', default: '1' },
			lang: { type: 'string', default: 'zh-CN' },
			zone: { type: 'string', default: Intl.DateTimeFormat().resolvedOptions().timeZone },
			seed: { type: 'string', default: '1' },
			json: { type: 'boolean', default: false }
		}
	});
	const speed = Number(values.speed);
	if (!(speed >= 0 && speed <= 100)) throw new Error('--speed takes a number from 0 to 100.');
	const lang = tags.find((tag) => tag === values.lang);
	if (!lang) throw new Error(`--lang takes one of ${tags.join(', ')}.`);
	new Intl.DateTimeFormat('en', { timeZone: values.zone });
	return { ...values, speed, seed: whole('seed', values.seed, 0), lang };
});
const say = (line: string) => (options.json ? process.stderr : process.stdout).write(`${line}\n`);
const config = settings();
const url = `http://localhost:${config.port}`;

try {
	await checkPort();
	await buildIfNeeded(say);
	say('Setting up the workshop and its morning ...');
	const { links, workshop, morning } = await prepare();
	startServer();
	await untilReady();
	await startPlaying(workshop, morning);
	// From now on a Ctrl+C is the way to stop it, not a failure.
	process.exitCode = 0;
	tell({
		board: `${url}/w/${workshop.slug}/board`,
		wall: `${url}/display/${links.wall}`,
		lounge: `${url}/display/${links.lounge}`,
		progress: `${url}/p/${links.progress}`,
		users: workshop.users
	});
} catch (error) {
	await fail(error);
}

/** Of the settings that the environment held, those that a demo may use. */
function settings(): Config {
	const { PORT = '', HOST = '', DATA_DIR, LOG_LEVEL, DATABASE_URL } = given;
	if (DATABASE_URL) {
		console.error(
			'The demo deletes everything in its database, so it uses only its own. Unset DATABASE_URL.'
		);
		process.exit(1);
	}
	const dataDir = join(DATA_DIR || '.data', 'demo');
	Object.assign(process.env, { PORT, HOST, DATA_DIR: dataDir, LOG_LEVEL: LOG_LEVEL || 'warn' });
	return loadConfig();
}

/** The workshop, its morning and the links, in the demonstration's own database. */
async function prepare() {
	// Imported only now: what they import is made by the build.
	const { openDatabase } = await import('#lib/database/database.ts');
	const { makeLink } = await import('#lib/progress-links/links.server.ts');
	const { makeScreen } = await import('#lib/screens/screens.server.ts');
	const { usualSettings } = await import('#lib/model/screen.ts');
	const { clear, setUp } = await import('./demo/setting.ts');
	const { playMorning } = await import('./demo/morning.ts');
	const { chanceFrom } = await import('./demo/chance.ts');
	const { said, workshopWords } = await import('./demo/cast.ts');
	const now = Date.now();
	const { db, close } = await openDatabase(config);
	try {
		await clear(db, config.dataDir);
		const workshop = await setUp(db, options.lang, options.zone, now);
		const morning = await playMorning(db, workshop, options.lang, chanceFrom(options.seed), now);
		const screen = async (kind: ScreenKind) => {
			const name = said(workshopWords[kind], options.lang);
			return (await makeScreen(db, workshop.id, { ...usualSettings, kind, name }, now)).token;
		};
		const link = { workshopId: workshop.id, jobId: morning.shownJobId, createdBy: null };
		const links = {
			wall: await screen('wall'),
			lounge: await screen('lounge'),
			progress: (await makeLink(db, link, now)).token
		};
		return { links, workshop, morning };
	} finally {
		await close();
	}
}

function startServer(): void {
	const entry = fileURLToPath(new URL('../server.ts', import.meta.url));
	const server = spawn(process.execPath, [entry], {
		env: { ...process.env, ...endsWithThisProcess() },
		stdio: ['ignore', options.json ? 2 : 1, 2]
	});
	const ended = once(server, 'exit') as Promise<[number | null]>;
	let stopping = false;
	onShutdown('server', async () => {
		stopping = true;
		server.kill('SIGTERM');
		await ended;
	});
	void ended.then(([code]) => stopping || process.exit(code ?? 1));
}

async function untilReady(): Promise<void> {
	for (let tries = 0; tries < 600; tries++) {
		const answer = await fetch(`${url}/readyz`).catch(() => null);
		if (answer?.ok) return;
		await sleep(100);
	}
	throw new Error('The server did not come up within a minute.');
}

async function startPlaying({ player, slug }: DemoWorkshop, { orders }: Morning) {
	if (options.speed === 0) return;
	const { openScreen } = await import('./live/screen.ts');
	const { signIn } = await import('./live/sign-in.ts');
	const { play } = await import('./demo/player.ts');
	const { chanceFrom } = await import('./demo/chance.ts');
	const cookie = await signIn(url, player.username, player.password);
	const screen = await openScreen<BoardCard, BoardMeta>({ url, cookie, handshake: { workshop: slug } });
	const { lang: locale, speed, seed } = options;
	const end = play({ screen, chance: chanceFrom(seed + 1), locale, speed, orders });
	onShutdown('player', () => {
		end();
		screen.close();
	});
}

function tell(
	addresses: Record<'board' | 'wall' | 'lounge' | 'progress', string> & { users: DemoUser[] }
): void {
	if (options.json) {
		process.stdout.write(`${JSON.stringify(addresses)}\n`);
		return;
	}
	const { board, wall, lounge, progress, users } = addresses;
	const network = Object.values(networkInterfaces())
		.flat()
		.find((address) => address && !address.internal && address.family === 'IPv4')?.address;
	say(`
  Board      ${board}
  Wall       ${wall}
  Lounge     ${lounge}
  Customer   ${progress}

  Sign in    ${users.map(({ username, password }) => `${username} / ${password}`).join('\n             ')}
${network ? `\n  From a phone or television on this network: http://${network}:${config.port} instead of ${url}\n` : ''}
  The day plays by itself; drag a card and watch the other screens. Stop with Ctrl+C.
`);
}

/** Before anything else is done: a demo that cannot listen must not take minutes to say so. */
async function checkPort(): Promise<void> {
	const probe = createServer();
	await listen(probe, config);
	await new Promise((resolve) => probe.close(resolve));
}

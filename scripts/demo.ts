import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BoardCard, BoardMeta } from '#lib/feeds/board.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import type { ScreenKind } from '#lib/screens/screen.ts';
import { asked, whole } from './asked.ts';
import { buildIfNeeded } from './build-if-needed.ts';
import type { DemoUser, DemoWorkshop } from './demo/setting.ts';
import type { Morning } from './demo/morning.ts';

// `npm run demo`: a workshop with a day that plays by itself, beside whatever visitors do. Every start
// is a new day in a database of its own; nothing else on the machine is touched.

const usage = `npm run demo -- [options]

  --speed N      play N times as fast (default 1; 0 stands still)
  --lang L       zh-CN (default), zh-TW or en: the workshop's language
  --zone Z       its time zone, such as Asia/Shanghai (default: this machine's)
  --seed N       another day (default 1)
  --json         print the addresses as one JSON line: board, wall, lounge, progress, users

PORT, HOST and DATA_DIR are read from the environment, as for npm start.`;

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
	if (!['zh-CN', 'zh-TW', 'en'].includes(values.lang)) throw new Error('--lang takes zh-CN, zh-TW or en.');
	new Intl.DateTimeFormat('en', { timeZone: values.zone });
	return { ...values, speed, seed: whole('seed', values.seed, 0), lang: values.lang as Locale };
});
const say = (line: string) => (options.json ? process.stderr : process.stdout).write(`${line}\n`);
const port = Number(process.env.PORT || 3000);
const url = `http://localhost:${port}`;
process.env.DATA_DIR = join(resolve(process.env.DATA_DIR || '.data'), 'demo');
delete process.env.DATABASE_URL;
process.env.LOG_LEVEL ||= 'warn';

if (!(await isFree(port))) fail(`Port ${port} is taken. Choose another one: PORT=3001 npm run demo`);
buildIfNeeded(say);
say('Setting up the workshop and its morning ...');
const { links, workshop, morning } = await prepare();
const server = startServer();
const stop = await untilReady()
	.then(() => startPlaying(workshop, morning))
	.catch((error: Error) => {
		server.kill('SIGTERM');
		return fail(error.message);
	});
tell({
	board: `${url}/w/${workshop.slug}/board`,
	wall: `${url}/display/${links.wall}`,
	lounge: `${url}/display/${links.lounge}`,
	progress: `${url}/p/${links.progress}`,
	users: workshop.users
});

/** The workshop, its morning and the links, in the demonstration's own database. */
async function prepare() {
	// Imported only now: what they import is made by the build.
	const { openDatabase } = await import('#lib/server/database.ts');
	const { loadConfig } = await import('#lib/server/config.ts');
	const { makeLink } = await import('#lib/links/links.server.ts');
	const { makeScreen } = await import('#lib/screens/screens.server.ts');
	const { usualSettings } = await import('#lib/screens/screen.ts');
	const { clear, setUp } = await import('./demo/setting.ts');
	const { playMorning } = await import('./demo/morning.ts');
	const { chanceFrom } = await import('./demo/chance.ts');
	const { said, workshopWords } = await import('./demo/cast.ts');
	const now = Date.now();
	const { db, close } = await openDatabase(loadConfig());
	try {
		await clear(db);
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

function startServer() {
	const entry = fileURLToPath(new URL('../server.ts', import.meta.url));
	const child = spawn(process.execPath, [entry], { stdio: ['ignore', options.json ? 2 : 1, 2] });
	child.once('exit', (code) => process.exit(code ?? 1));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			stop?.();
			child.kill(signal);
		});
	}
	return child;
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
	if (options.speed === 0) return () => {};
	const { openScreen } = await import('./live/screen.ts');
	const { signIn } = await import('./live/sign-in.ts');
	const { play } = await import('./demo/player.ts');
	const { chanceFrom } = await import('./demo/chance.ts');
	const cookie = await signIn(url, player.username, player.password);
	const screen = await openScreen<BoardCard, BoardMeta>({ url, cookie, handshake: { workshop: slug } });
	const { lang: locale, speed, seed } = options;
	const end = play({ screen, chance: chanceFrom(seed + 1), locale, speed, orders });
	return () => {
		end();
		screen.close();
	};
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
${network ? `\n  From a phone or television on this network: http://${network}:${port} instead of ${url}\n` : ''}
  The day plays by itself; drag a card and watch the other screens. Stop with Ctrl+C.
`);
}

function isFree(candidate: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen(candidate, process.env.HOST || '0.0.0.0', () => probe.close(() => resolve(true)));
	});
}

function fail(message: string): never {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

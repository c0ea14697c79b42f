import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IGNORE_ENV_FILE } from '../src/lib/runtime/config.ts';
import { makeDataDir } from './data-dir.ts';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const TIMEOUT = 240_000;
const patience = { timeout: TIMEOUT, interval: 100 };

interface Process {
	pid: number;
	parent: number;
	command: string;
}

/** Every process that runs on this machine now. */
function processes(): Process[] {
	const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
	return lines.flatMap((line) => {
		const [, pid, parent, state, command] = /^ *(\d+) +(\d+) +(\S+) +(.*)$/.exec(line) ?? [];
		return pid && !state!.startsWith('Z')
			? [{ pid: Number(pid), parent: Number(parent), command: command! }]
			: [];
	});
}

/** A process and all that it and its children started. */
function treeOf(pid: number): Process[] {
	const all = processes();
	const tree = all.filter((each) => each.pid === pid);
	for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
	return tree;
}

/** A command as a person starts it: by npm, in a process group of its own or in a terminal of its own. */
function start(args: string[], env: Record<string, string>, inTerminal = false) {
	const command = inTerminal ? ['script', '-qfc', `npm ${args.join(' ')}`, '/dev/null'] : ['npm', ...args];
	const child = spawn(command[0]!, command.slice(1), {
		cwd: root,
		detached: true,
		env: { PATH: process.env.PATH, [IGNORE_ENV_FILE]: '1', ...env },
		stdio: ['pipe', 'pipe', 'pipe']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const ended = once(child, 'close') as Promise<[number | null]>;
	return { pid: child.pid!, stdin: child.stdin, output: () => output, ended };
}

type Started = ReturnType<typeof start>;

/** Waits until every process of a tree has ended; fails with those that run on. */
async function expectGone(tree: Process[]): Promise<void> {
	const left = () => {
		const running = new Map(processes().map(({ pid, command }) => [pid, command]));
		return tree.filter(({ pid, command }) => running.get(pid) === command).map(({ command }) => command);
	};
	await expect.poll(left, patience).toEqual([]);
}

const killScript = ({ pid }: Started) => {
	const script = treeOf(pid).find(({ command }) => /^node .*demo\.ts/.test(command));
	process.kill(script!.pid, 'SIGKILL');
};

interface Ending {
	after: string;
	inTerminal?: boolean;
	end(started: Started): void;
}

const endings: Ending[] = [
	{ after: 'Ctrl+C in its terminal', inTerminal: true, end: ({ stdin }) => stdin.write('\x03') },
	{ after: 'its terminal was closed', inTerminal: true, end: ({ pid }) => process.kill(pid, 'SIGKILL') },
	{ after: 'SIGINT to its process group', end: ({ pid }) => process.kill(-pid, 'SIGINT') },
	{ after: 'SIGTERM to its process group', end: ({ pid }) => process.kill(-pid, 'SIGTERM') },
	{ after: 'SIGHUP to its process group', end: ({ pid }) => process.kill(-pid, 'SIGHUP') },
	{ after: 'SIGTERM to npm alone', end: ({ pid }) => process.kill(pid, 'SIGTERM') },
	{ after: 'kill -9 of npm', end: ({ pid }) => process.kill(pid, 'SIGKILL') }
];

const programs = [
	{ name: 'npm start', args: ['start'], endings },
	{
		name: 'npm run demo',
		args: ['run', 'demo', '--', '--speed', '0'],
		endings: [...endings, { after: 'kill -9 of its script', end: killScript }]
	}
];

for (const { name, args, endings } of programs) {
	// Each start uses the folder and the port that the start before it left.
	describe(name, () => {
		let folder: string;
		let env: Record<string, string>;

		beforeAll(async () => {
			folder = await mkdtemp(join(tmpdir(), 'kanche-lifecycle-'));
			const data = join(folder, name === 'npm start' ? 'data' : 'demo');
			await rename(await makeDataDir('lifecycle'), data);
			env = { PORT: String(await freePort()), DATA_DIR: name === 'npm start' ? data : folder };
		});

		afterAll(() => rm(folder, { recursive: true, maxRetries: 5 }));

		const isUp = () =>
			fetch(`http://localhost:${env.PORT}/readyz`).then(
				({ ok }) => ok,
				() => false
			);

		test.for(endings)(
			`[RUN9] ${name} leaves no process after $after, and starts again`,
			{ timeout: TIMEOUT },
			async ({ inTerminal, end }) => {
				const started = start(args, env, inTerminal);
				await expect.poll(isUp, { ...patience, message: started.output() }).toBe(true);
				const tree = treeOf(started.pid);
				expect(tree.map(({ command }) => command)).toContainEqual(expect.stringContaining('bin/postgres -D'));
				end(started);
				await expectGone(tree);
				expect(await isUp()).toBe(false);
			}
		);

		test(`[RUN9] ${name} leaves no process after SIGTERM while it starts`, { timeout: TIMEOUT }, async () => {
			const started = start(args, { ...env, DATA_DIR: join(folder, 'new') });
			const isAtWork = () =>
				treeOf(started.pid).some(({ command }) => /bin\/(initdb|postgres)/.test(command));
			await expect.poll(isAtWork, { ...patience, interval: 20 }).toBe(true);
			const tree = treeOf(started.pid);
			process.kill(started.pid, 'SIGTERM');
			await expectGone(tree);
			expect(processes().filter(({ command }) => command.includes(folder))).toEqual([]);
		});

		test(
			`[RUN10] ${name} says which port is taken, and how to choose another`,
			{ timeout: TIMEOUT },
			async () => {
				const holder = createServer().listen(Number(env.PORT), '0.0.0.0');
				await once(holder, 'listening');
				const { ended, output } = start(args, env);
				const [code] = await ended;
				holder.close();
				expect(code).toBe(1);
				expect(output()).toContain(`Port ${env.PORT} is taken. Choose another one, such as PORT=`);
			}
		);
	});
}

describe('other commands', () => {
	let folder: string;
	beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'kanche-lifecycle-'))));
	afterAll(() => rm(folder, { recursive: true, maxRetries: 5 }));

	test.for(['new-secret', 'backup -- made.backup', 'import -- README.md --workshop one'])(
		'[RUN9] npm run %s leaves no PostgreSQL after SIGTERM',
		{ timeout: TIMEOUT },
		async (command, { expect }) => {
			const dataDir = join(folder, command.split(' ')[0]!);
			const started = start(['run', ...command.split(' ')], { DATA_DIR: dataDir });
			const isAtWork = () =>
				treeOf(started.pid).some(({ command }) => /bin\/(initdb|postgres)/.test(command));
			await expect.poll(isAtWork, { ...patience, interval: 20 }).toBe(true);
			const tree = treeOf(started.pid);
			process.kill(started.pid, 'SIGTERM');
			await expectGone(tree);
			await sleep(500);
			expect(processes().filter(({ command }) => command.includes(dataDir))).toEqual([]);
		}
	);

	test.for([
		['bench', '--quick'],
		['strain', '--only', 'flood'],
		['faults', '--faults', '2'],
		['faults:crowd', '--screens', '20'],
		['soak', '--minutes', '1']
	])('[RUN9] npm run %s leaves no process after SIGINT', { timeout: TIMEOUT }, async ([command, ...args]) => {
		const started = start(['run', command!, '--', ...args], {});
		const hasServer = () => treeOf(started.pid).some(({ command }) => command.endsWith('server.ts'));
		await expect.poll(hasServer, patience).toBe(true);
		const tree = treeOf(started.pid);
		process.kill(-started.pid, 'SIGINT');
		await expectGone(tree);
	});
});

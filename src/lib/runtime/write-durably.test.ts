import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { watchSync } from './watch-sync.testing.ts';
import { makeFolderDurably, writeDurably } from './write-durably.ts';

vi.setConfig({ testTimeout: 30_000 });

let folder = '';
let file = '';

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kanche-durably-'));
	file = join(folder, 'kept');
});
afterEach(() => {
	vi.restoreAllMocks();
	return rm(folder, { recursive: true });
});

/** Another process that writes a file without end, and has begun. */
async function slowWriter() {
	const program = join(folder, 'slow.ts');
	const module = new URL('./write-durably.ts', import.meta.url).href;
	await writeFile(
		program,
		`import { writeDurably } from '${module}';
		async function* endless() {
			yield Buffer.from('begun');
			process.send('begun');
			await new Promise((resolve) => setTimeout(resolve, 60_000));
		}
		await writeDurably('${file}', endless());`
	);
	const child = fork(program, { execArgv: [] });
	await once(child, 'message');
	return child;
}

const drafts = async () => (await readdir(folder)).filter((name) => name.endsWith('.part'));

describe('writing a file durably', () => {
	test('gives it to its owner alone, and replaces the one before', async () => {
		await writeDurably(file, 'one');
		await writeDurably(file, 'two');
		expect(await readFile(file, 'utf8')).toBe('two');
		expect((await stat(file)).mode & 0o777).toBe(0o600);
		expect(await readdir(folder)).toEqual(['kept']);
	});

	test('leaves a file alone that is there already, where asked to', async () => {
		await Promise.all(['a', 'b', 'c'].map((text) => writeDurably(file, text, { keepExisting: true })));
		const first = await readFile(file, 'utf8');
		await writeDurably(file, 'later', { keepExisting: true });
		expect(await readFile(file, 'utf8')).toBe(first);
		expect(await drafts()).toEqual([]);
	});

	test('leaves nothing behind where its content fails', async () => {
		async function* failing() {
			yield Buffer.from('half');
			throw new Error('no more');
		}
		await expect(writeDurably(file, failing())).rejects.toThrow('no more');
		expect(await readdir(folder)).toEqual([]);
	});

	test.runIf(process.platform === 'linux')(
		'[REL4] brings the draft to the disk, gives it its name, and brings the folder to the disk',
		async () => {
			const synced = await watchSync((path) => `${relative(folder, path)} ${existsSync(file)}`);
			await writeDurably(file, 'content');
			expect(synced).toEqual([expect.stringMatching(/^kept\.kanche-.*\.part false$/), ' true']);
		}
	);

	test.runIf(process.platform === 'linux')(
		'[REL4] has file and folder on the disk before it is done, in that order',
		async () => {
			const program = join(folder, 'write.ts');
			await writeFile(
				program,
				`import { writeDurably } from '${new URL('./write-durably.ts', import.meta.url).href}';
				await writeDurably('${file}', 'content');`
			);
			const trace = join(folder, 'trace');
			const calls = 'trace=fsync,rename,renameat,renameat2';
			const traced = spawn('strace', ['-f', '-y', '-e', calls, '-o', trace, process.execPath, program]);
			const [code] = await once(traced, 'exit').catch(() => [null]);
			// strace is not everywhere.
			if (code !== 0) return;
			const lines = (await readFile(trace, 'utf8')).split('\n').filter((line) => line.includes(folder));
			expect(lines.map((line) => /(fsync|rename)/.exec(line)?.[1])).toEqual(['fsync', 'rename', 'fsync']);
			expect(lines[0]).toContain('kept.kanche-');
			expect(lines[2]).toContain(`<${folder}>`);
		}
	);
});

describe('[REL7] drafts', () => {
	test('of a killed process are removed by the next write into the folder', async () => {
		const child = await slowWriter();
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(await drafts()).toHaveLength(1);
		await writeDurably(join(folder, 'other'), 'content');
		expect(await drafts()).toEqual([]);
	});

	test('of a living process stay', async () => {
		const child = await slowWriter();
		await writeDurably(join(folder, 'other'), 'content');
		expect(await drafts()).toHaveLength(1);
		child.kill('SIGKILL');
		await once(child, 'exit');
	});

	test('of a process whose number another program got are removed', async () => {
		const host = hostname().replaceAll(/[^\w-]/g, '_');
		await writeFile(join(folder, `kept.kanche-${host}-${process.ppid}-1.part`), 'half');
		await writeDurably(join(folder, 'other'), 'content');
		expect(await drafts()).toEqual([]);
	});

	test('of another machine are removed a day after the last write', async () => {
		const theirs = join(folder, 'kept.kanche-elsewhere-1-1.part');
		await writeFile(theirs, 'half');
		await writeDurably(join(folder, 'other'), 'content');
		expect(await drafts()).toHaveLength(1);
		const long = (Date.now() - 25 * 3_600_000) / 1000;
		await utimes(theirs, long, long);
		await writeDurably(join(folder, 'other'), 'content');
		expect(await drafts()).toEqual([]);
	});

	test('of other programs stay', async () => {
		await writeFile(join(folder, 'film.part'), 'half');
		await writeFile(join(folder, 'kept.1234.part'), 'half');
		await writeDurably(join(folder, 'other'), 'content');
		expect(await drafts()).toHaveLength(2);
	});
});

test.runIf(process.platform === 'linux')(
	'[REL4] a folder is made with those above it, and each is on the disk in the one above',
	async () => {
		const synced = await watchSync();
		const deep = join(folder, 'a', 'b', 'c');
		await makeFolderDurably(deep);
		expect((await stat(deep)).mode & 0o777).toBe(0o700);
		expect(synced.map((path) => relative(folder, path)).sort()).toEqual(['', 'a', join('a', 'b')]);
		await makeFolderDurably(deep);
		expect(synced).toHaveLength(3);
	}
);

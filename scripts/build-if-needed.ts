import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onShutdown } from '../src/lib/runtime/shutdown.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = ['src', 'static', 'messages', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];

/** Builds the app where there is no build or one older than the sources. Ends the process if that fails. */
export async function buildIfNeeded(say: (line: string) => void): Promise<void> {
	const built = changedAt('build/handler.js');
	if (built > 0 && sources.every((source) => newest(source) <= built)) return;
	say('Building the app ...');
	const build = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const forget = onShutdown('build', () => void build.kill());
	const ended = once(build, 'exit') as Promise<[number | null]>;
	const [stdout, stderr, [code]] = await Promise.all([text(build.stdout), text(build.stderr), ended]);
	forget();
	if (code === 0) return;
	process.stderr.write(`${stdout}${stderr}\nThe app could not be built; see above.\n`);
	process.exit(1);
}

/** Milliseconds; 0 where nothing is. */
const changedAt = (path: string): number =>
	statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

function newest(path: string): number {
	// Written by the build itself.
	if (path.endsWith('paraglide')) return 0;
	if (!statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) return changedAt(path);
	return Math.max(0, ...readdirSync(join(root, path)).map((name) => newest(join(path, name))));
}

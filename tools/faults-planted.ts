import '../scripts/rig.ts';
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { type Plant, plants } from '../tests/faults/plants.ts';
import type { Outcome } from '../tests/faults/run.ts';
import { endsWithThisProcess } from '#lib/runtime/end-signals.ts';
import { onShutdown, shutDown } from '#lib/runtime/shutdown.ts';
import { asked } from '../scripts/asked.ts';

// `npm run faults:planted`: the checker checked. A copy of the product is built with bugs in it, each behind a
// switch; the fault run must find each one, and nothing where none is switched on.

const usage = `npm run faults:planted -- [--only NAME] [--json]

  --only NAME    this one alone (part of its name); "none": only the copy without a bug
  --json         print the outcome as JSON, nothing else`;

const { values } = asked(usage, (args) =>
	parseArgs({
		args,
		options: { only: { type: 'string', default: '' }, json: { type: 'boolean', default: false } }
	})
);

/** By which a process knows the bug that is switched on in it. */
const SWITCH = 'KANCHE_PLANTED';
/** Faults of the run in which nothing may be found. */
const CONTROL = 4;
const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the tree, so that it finds the tree's node_modules; in a folder that every tool passes over.
const copy = join(root, '.data', 'planted');
const parts = [
	'server.ts',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'svelte.config.js',
	'vite.config.ts'
];
parts.push('src', 'static', 'messages', 'project.inlang', 'drizzle', 'scripts', 'tests');

const say = (line: string) => void (values.json || console.log(line));
const chosen = plants.filter(({ name }) => name.includes(values.only));
const control = values.only === '' || values.only === 'none';
if (chosen.length === 0 && !control) {
	console.error(`There are: ${plants.map(({ name }) => name).join(', ')}`);
	process.exit(1);
}

onShutdown('the copy', () => rm(copy, { recursive: true, force: true }));
await plantAll();
say('Building the copy ...');
await run(['node_modules/vite/bin/vite.js', 'build'], {}, root);

const missed: string[] = [];
const seen: Record<string, string[]> = {};
let quiet = true;
if (control) {
	const { found, clean } = await faults(['--faults', String(CONTROL), '--seed', '1'], {});
	quiet = clean;
	say(`Without a bug: ${clean ? 'nothing found' : found.join('; ')}`);
}
for (const plant of chosen) {
	const { found, clean } = await hunt(plant);
	seen[plant.name] = found.slice(0, 3);
	if (clean) missed.push(plant.name);
	say(`${plant.name} (${plant.breaks}): ${clean ? 'NOT CAUGHT' : found[0]}`);
}
const outcome = { planted: chosen.length, caught: chosen.length - missed.length, missed, quiet, seen };
if (values.json) console.log(JSON.stringify(outcome, null, '\t'));
else
	say(
		`${outcome.caught} of ${outcome.planted} caught${quiet ? '' : '; and something was found where nothing was'}`
	);
await shutDown();
process.exitCode = missed.length === 0 && quiet ? 0 : 1;

/** Copies the product, and puts every bug in. Ends loudly where the text to change is not there once. */
async function plantAll(): Promise<void> {
	await rm(copy, { recursive: true, force: true });
	await mkdir(copy, { recursive: true });
	for (const part of parts) await cp(join(root, part), join(copy, part), { recursive: true });
	// The messages' compiler looks for its plugin there and nowhere above.
	const plugin = 'node_modules/@inlang/plugin-message-format';
	await cp(join(root, plugin), join(copy, plugin), { recursive: true });
	for (const { name, edits } of plants) {
		for (const { file, from, to } of edits) {
			const before = await readFile(join(copy, file), 'utf8');
			if (before.split(from).length !== 2) {
				console.error(`"${name}" cannot be planted: ${file} does not hold this once:\n${from}`);
				process.exit(1);
			}
			const condition = `(globalThis.process?.env.${SWITCH} === '${name}')`;
			await writeFile(
				join(copy, file),
				before.replace(from, () => to.replaceAll('PLANTED', condition))
			);
		}
	}
}

function hunt({ name, side, shows }: Plant): Promise<{ found: string[]; clean: boolean }> {
	const args = ['--faults', String(shows.faults), '--seed', '1', '--only', shows.only];
	if (side === 'screen') return faults(args, { [SWITCH]: name });
	return faults([...args, '--server-env', `${SWITCH}=${name}`], {});
}

/** A run of the copy, by the copy's own screens. */
async function faults(
	args: string[],
	env: Record<string, string>
): Promise<{ found: string[]; clean: boolean }> {
	const { code, stdout } = await run(['tools/faults.ts', '--json', '--build', copy, ...args], env);
	const start = stdout.indexOf('{');
	const { found } = (
		start < 0 ? { found: ['the run itself failed'] } : JSON.parse(stdout.slice(start))
	) as Outcome;
	return { found, clean: code === 0 };
}

/** Runs a program of ours in the copy to its end. */
async function run(
	[script, ...args]: string[],
	env: Record<string, string>,
	from = copy
): Promise<{ code: number | null; stdout: string }> {
	const child = spawn(process.execPath, [join(from, script!), ...args], {
		cwd: copy,
		env: { ...process.env, ...env, ...endsWithThisProcess() },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const forget = onShutdown('run', async () => {
		child.kill();
		await ended;
	});
	const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
	forget();
	if (code !== 0 && !stdout.includes('{')) {
		console.error(`${script} failed:\n${stdout}${stderr}`);
		process.exit(1);
	}
	return { code, stdout };
}

import '../scripts/rig.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { kinds } from '../tests/faults/kinds.ts';
import { makeOtherBuild } from '../tests/faults/other-build.ts';
import { isClean, runFaults } from '../tests/faults/run.ts';
import { onShutdown, shutDown } from '#lib/runtime/shutdown.ts';
import { asked, whole } from '../scripts/asked.ts';
import { buildIfNeeded } from '../scripts/build-if-needed.ts';

// `npm run faults`: a whole site of real parts, with screens and people who change cards without end, while one
// thing after the other fails. What is told at the end must be all zeros.

const usage = `npm run faults -- [--faults N] [--seed S] [--only TEXT] [--json] [--build DIR]

  --faults N     how many (default 100: about a quarter of an hour)
  --seed S       the same faults in the same order again
  --only TEXT    only kinds whose name holds this
  --server-env NAME=VALUE   for the server processes
  --json         print the outcome as JSON, nothing else
  --build DIR    the tree whose build runs (default: this one's)`;

const { values, faults, seed, chosen } = asked(usage, (args) => {
	const { values } = parseArgs({
		args,
		options: {
			faults: { type: 'string', default: '100' },
			seed: { type: 'string', default: String(Date.now() % 1_000_000) },
			only: { type: 'string', default: '' },
			'server-env': { type: 'string', multiple: true, default: [] },
			json: { type: 'boolean', default: false },
			build: { type: 'string' }
		}
	});
	const chosen = kinds.filter(({ name }) => name.includes(values.only));
	if (chosen.length === 0) throw new Error(`There are: ${kinds.map(({ name }) => name).join(', ')}`);
	return { values, faults: whole('faults', values.faults), seed: whole('seed', values.seed, 0), chosen };
});
const serverEnv = Object.fromEntries(
	values['server-env'].map((pair) => pair.split('=', 2) as [string, string])
);
const say = (line: string) => void (values.json || console.log(line));
const root = values.build ? resolve(values.build) : fileURLToPath(new URL('..', import.meta.url));
if (!values.build) await buildIfNeeded(say);
const dataDir = await mkdtemp(join(tmpdir(), 'kanche-faults-'));
onShutdown('data folder', () => rm(dataDir, { recursive: true, force: true }));
say(`Seed ${seed}: ${faults} faults`);
try {
	const outcome = await runFaults({
		faults,
		seed,
		root,
		next: await makeOtherBuild(root),
		dataDir,
		say,
		kinds: chosen,
		serverEnv
	});
	const { found, ...figures } = outcome;
	if (values.json) console.log(JSON.stringify(outcome, null, '\t'));
	else {
		console.log(
			Object.entries(figures)
				.map(([name, value]) => `${name.padEnd(16)}${value}`)
				.join('\n')
		);
		console.log(isClean(outcome) ? 'Nothing wrong.' : found.join('\n'));
	}
	process.exitCode = isClean(outcome) ? 0 : 1;
} finally {
	await shutDown();
}

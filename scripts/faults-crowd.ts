import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCrowd } from '../tests/faults/crowd.ts';
import { buildIfNeeded } from './build-if-needed.ts';

// `npm run faults:crowd`: a thousand screens open at three server processes while cards move as fast as they can.
// Once the cards stand still, every screen must show what the database holds.

const { values } = parseArgs({
	options: {
		screens: { type: 'string', default: '1000' },
		seed: { type: 'string', default: '1' },
		json: { type: 'boolean', default: false },
		build: { type: 'string' },
		help: { type: 'boolean', default: false }
	}
});
const screens = Number(values.screens);
if (values.help || !(Number.isInteger(screens) && screens > 0)) {
	console.log('npm run faults:crowd -- [--screens N] [--seed S] [--json] [--build DIR]');
	process.exit(values.help ? 0 : 1);
}
const say = (line: string) => void (values.json || console.log(line));
const root = values.build ? resolve(values.build) : fileURLToPath(new URL('..', import.meta.url));
if (!values.build) buildIfNeeded(say);
const dataDir = await mkdtemp(join(tmpdir(), 'kanche-crowd-'));
try {
	const outcome = await runCrowd({ screens, seed: Number(values.seed), root, dataDir, say });
	console.log(JSON.stringify(outcome, null, '\t'));
	const { wrong, lost, doubled, broken, leaks } = outcome;
	process.exitCode = wrong + lost + doubled + broken + leaks > 0 ? 1 : 0;
} finally {
	await rm(dataDir, { recursive: true, force: true });
}

import '../scripts/rig.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runCrowd } from '../tests/faults/crowd.ts';
import { onShutdown, shutDown } from '#lib/runtime/shutdown.ts';
import { asked, whole } from '../scripts/asked.ts';
import { buildIfNeeded } from '../scripts/build-if-needed.ts';

// `npm run faults:crowd`: a thousand screens open at three server processes while cards move as fast as they can.
// Once the cards stand still, every screen must show what the database holds.

const usage = 'npm run faults:crowd -- [--screens N] [--seed S] [--json] [--build DIR]';
const { values, screens, seed } = asked(usage, (args) => {
	const { values } = parseArgs({
		args,
		options: {
			screens: { type: 'string', default: '1000' },
			seed: { type: 'string', default: '1' },
			json: { type: 'boolean', default: false },
			build: { type: 'string' }
		}
	});
	return { values, screens: whole('screens', values.screens), seed: whole('seed', values.seed, 0) };
});
const say = (line: string) => void (values.json || console.log(line));
const root = values.build ? resolve(values.build) : fileURLToPath(new URL('..', import.meta.url));
if (!values.build) await buildIfNeeded(say);
const dataDir = await mkdtemp(join(tmpdir(), 'kanche-crowd-'));
onShutdown('data folder', () => rm(dataDir, { recursive: true, force: true }));
try {
	const outcome = await runCrowd({ screens, seed, root, dataDir, say });
	console.log(JSON.stringify(outcome, null, '\t'));
	const { wrong, lost, doubled, broken, leaks } = outcome;
	process.exitCode = wrong + lost + doubled + broken + leaks > 0 ? 1 : 0;
} finally {
	await shutDown();
}

import '../scripts/rig.ts';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { asked } from '../scripts/asked.ts';
import { readOptions, usage } from './bench/options.ts';
import { buildIfNeeded } from '../scripts/build-if-needed.ts';

// `npm run bench`: how long a move takes from the foreman's hand to the acknowledgement, to the last screen and onto its
// glass, and what the server does for it, beside the floors under it in the same run: a bare PostgreSQL commit, bare
// Socket.IO and bare ws with the same bytes. Machines differ and drift; the ratios are what to compare. See
// docs/performance.md.

const options = asked(usage, readOptions);
await buildIfNeeded(console.log);
const { runBench } = await import('./bench/run.ts');
const { lacksOf, ratiosOf, targetsOf } = await import('./bench/results.ts');
const { tellTargets } = await import('./bench/tell.ts');

const machine = {
	...{ cores: availableParallelism(), processor: cpus()[0]?.model ?? '', node: process.version },
	platform: process.platform
};
console.log(`${machine.cores} cores, ${machine.processor}; order drawn by seed ${options.seed}`);
const began = performance.now();
const results = await runBench(options);
const [lacks, targets] = [lacksOf(results), targetsOf(results)];
tellTargets(targets);
const isVoid = lacks.missing + lacks.doubled > 0;
if (isVoid) console.error(`\nVoid: ${lacks.missing} missing, ${lacks.doubled} doubled.`);
console.log(`\n${Math.round((performance.now() - began) / 1_000)} s`);
if (options.json !== null) {
	const told = { machine, options, ratios: ratiosOf(results), ...lacks, void: isVoid, targets, ...results };
	await writeFile(options.json, `${JSON.stringify(told, null, '\t')}\n`);
}
process.exit(isVoid ? 1 : 0);

import '../scripts/rig.ts';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asked } from '../scripts/asked.ts';
import { buildIfNeeded } from '../scripts/build-if-needed.ts';
import type { Strain } from './strain/strain.ts';

// `npm run strain`: what seldom happens and may not hurt. Each strain has a server and a database of its own, says
// what it measured, and fails where a limit was missed. The figures stand in docs/reliability.md.

const names = [
	'reconnect',
	'never-reads',
	'flood',
	'clock-jumps',
	'disk-full',
	'big-board',
	'long-history'
] as const;

const usage = `npm run strain -- [--only NAME[,NAME]] [--json FILE]

  --only    some of ${names.join(', ')}
  --json    all figures besides`;

const { json, wanted } = asked(usage, (args) => {
	const { values } = parseArgs({
		args,
		options: { only: { type: 'string', default: names.join(',') }, json: { type: 'string' } }
	});
	const wanted = values.only.split(',');
	const unknown = wanted.filter((name) => !(names as readonly string[]).includes(name));
	if (unknown.length > 0) throw new Error(`There is no strain called ${unknown.join(', ')}.`);
	return { json: values.json, wanted };
});

await buildIfNeeded(console.log);
const told: Record<string, unknown> = {};
let missed = 0;
for (const name of wanted) {
	const { strain } = (await import(`./strain/${name}.ts`)) as { strain: Strain };
	console.log(`\n${name}: ${strain.what}`);
	const figures = await strain.run();
	for (const { figure, value, unit, atMost, atLeast } of figures) {
		const wrong = (atMost !== undefined && value > atMost) || (atLeast !== undefined && value < atLeast);
		if (wrong || Number.isNaN(value)) missed++;
		const limit =
			atMost !== undefined ? `at most ${atMost}` : atLeast !== undefined ? `at least ${atLeast}` : '';
		const number = value.toFixed(value < 10 && !Number.isInteger(value) ? 2 : 0).padStart(9);
		console.log(`  ${figure.padEnd(58)}${number} ${unit.padEnd(6)} ${limit}${wrong ? '  MISSED' : ''}`);
	}
	told[name] = figures;
}
if (json) await writeFile(json, `${JSON.stringify(told, null, '\t')}\n`);
process.exit(missed > 0 ? 1 : 0);

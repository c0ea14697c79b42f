import '../scripts/rig.ts';
import { parseArgs } from 'node:util';
import { report } from '../tests/simulation/report.testing.ts';
import { rush } from '../tests/simulation/rush.testing.ts';
import { type Outcome, simulate } from '../tests/simulation/simulate.testing.ts';
import { asked, whole } from '../scripts/asked.ts';

// `npm run simulate`: days of servers, database, Redis, network and screens, each decided by its seed, with
// everything failing that can. What is wrong is printed with its seed; the same seed goes the same way again.

const usage = `npm run simulate -- [--seeds N] [--from S] [--seed S] [--screens N] [--json]

  --seeds N      how many days (default 1000)
  --from S       the first of their seeds (default 1)
  --seed S       one day, told from beginning to end
  --screens N    instead: N screens are opened while cards move as fast as they can
  --json         the figures as JSON`;

const { json, seeds, from, seed, screens } = asked(usage, (args) => {
	const { values } = parseArgs({
		args,
		options: {
			seeds: { type: 'string', default: '1000' },
			from: { type: 'string', default: '1' },
			seed: { type: 'string' },
			screens: { type: 'string' },
			json: { type: 'boolean', default: false }
		}
	});
	const said = (name: 'seed' | 'screens') =>
		values[name] === undefined ? undefined : whole(name, values[name], 0);
	return {
		...{ json: values.json, seeds: whole('seeds', values.seeds), from: whole('from', values.from, 0) },
		...{ seed: said('seed'), screens: said('screens') }
	};
});

if (seed !== undefined) {
	const outcome = await simulate(seed, { all: true });
	if (!json) console.log(outcome.lines.join('\n'));
	tell([outcome]);
} else if (screens !== undefined) {
	tell([await rush(from, { screens })]);
} else {
	const outcomes: Outcome[] = [];
	for (let seed = from; seed < from + seeds; seed++) {
		const { lines, ...outcome } = await simulate(seed);
		outcomes.push({ ...outcome, lines: [] });
		if (outcome.violation && !json) console.log(`${report({ ...outcome, lines })}\n`);
		if (!json && (seed - from + 1) % 500 === 0) console.log(`${seed - from + 1} of ${seeds}`);
	}
	tell(outcomes);
}

function tell(outcomes: Outcome[]): void {
	const failed = outcomes.filter(({ violation }) => violation !== null);
	const sum = { acknowledged: 0, commits: 0, shown: 0, received: 0, notLive: 0 };
	for (const { counts } of outcomes) {
		for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
	}
	const failures = failed.map(({ seed, violation }) => ({ seed, violation }));
	// One day has a hash worth comparing; of many the seeds that failed tell all.
	const hash = outcomes.length === 1 ? { hash: outcomes[0]!.hash.toString(16) } : {};
	if (json) {
		console.log(JSON.stringify({ seeds: outcomes.length, failed: failed.length, ...sum, ...hash, failures }));
	} else {
		const days = outcomes.length === 1 ? 'a day' : `${outcomes.length} days`;
		console.log(
			`${days}: ${sum.acknowledged} commands acknowledged, ${sum.shown} states shown by screens, ${failed.length} failed`
		);
		for (const { seed, violation } of failures) console.log(`  seed ${seed}: ${violation}`);
	}
	process.exitCode = failed.length > 0 ? 1 : 0;
}

import '../scripts/rig.ts';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { asked } from '../scripts/asked.ts';
import {
	eventsFile,
	goldenEvents,
	goldenShapes,
	sampleOf,
	type Shape,
	shapesFile,
	shapesNow,
	wrongShapes
} from '../tests/golden/golden.ts';
import type { StreamName } from '../src/lib/stream/stream-name.ts';

const usage = `npm run golden

Adds the types and versions of events that are new to tests/golden: their shape, and one event of each. What stands there is
never changed: the shape of a version that was written once is for ever.`;

asked(usage, (args) => {
	if (args.length > 0) throw new Error(`Unknown: ${args.join(' ')}`);
});

const now = shapesNow();
const golden = existsSync(shapesFile) ? goldenShapes() : {};
const { changed, missing } = wrongShapes(now, golden);
if (changed.length > 0) {
	console.error(
		`Changed without a new version: ${changed.join(', ')}. Raise the version and write an upcast.`
	);
	process.exit(1);
}
// A line a shape: what changes is seen at once.
const lines = Object.entries({ ...golden, ...now }).map(
	([name, shape]) => `${JSON.stringify(name)}: ${JSON.stringify(shape)}`
);
writeFileSync(shapesFile, `{\n${lines.join(',\n')}\n}\n`);
const written = new Set(
	(existsSync(eventsFile) ? goldenEvents() : []).map(
		({ stream, event, version }) => `${stream} ${event.type} ${version}`
	)
);
for (const name of Object.keys(now).filter((name) => !written.has(name))) {
	const [stream, type, version] = name.split(' ') as [StreamName, string, string];
	const event = { type, ...(sampleOf(now[name] as Shape) as object) };
	appendFileSync(eventsFile, `${JSON.stringify({ stream, version: Number(version), event })}\n`);
}
console.log(missing.length === 0 ? 'Nothing is new.' : `New: ${missing.join(', ')}`);

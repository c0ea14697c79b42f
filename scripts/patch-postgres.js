import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// After `npm ci`: mends postgres.js 3.4.9, which ends the whole process when a connection is lost at the wrong
// moment (github.com/porsager/postgres/pull/1209, not released yet). Plain JavaScript: the Node of an installation
// without development dependencies may know no TypeScript. Run again it changes nothing.

const mendings = [
	// Something is written (a rollback, say) to a connection that was closed meanwhile: whoever wrote is told.
	[
		`    const x = socket.write(chunk, fn)
`,
		`    if (socket === null) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      for (query || (query = sent.shift()); query; query = sent.shift())
        queryError(query, Errors.connection('CONNECTION_CLOSED', options, socket))
      query = null
      return true
    }
    const x = socket.write(chunk, fn)
`
	],
	// What was not written yet must not stand before the first word of the next connection, nor keep it back.
	[
		`    incomings = null
    clearImmediate(nextWriteTimer)
`,
		`    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
`
	],
	// Whoever waits for it is told, also who came between its error and its end. Nothing of it is left for the next
	// connection, which would answer those who are gone, or fail whoever comes first.
	[
		`    !hadError && (query || sent.length) && error(`,
		`    query || (query = sent.shift())
    query && error(`
	],
	[
		`    closedTime = performance.now()
    hadError`,
		`    query = results = errorResponse = null
    result = new Result()
    closedTime = performance.now()
    hadError`
	],
	// The connection is lost while it asks for the array types: the query that opened it is told, nobody else asks.
	['return fetchArrayTypes()', 'return fetchArrayTypes().catch(() => {})']
];

const file = fileURLToPath(new URL('../node_modules/postgres/src/connection.js', import.meta.url));
if (existsSync(file)) {
	const before = readFileSync(file, 'utf8');
	let text = before;
	for (const [from, to] of mendings) {
		if (text.includes(to)) continue;
		if (text.split(from).length !== 2) {
			console.error(`postgres.js is another than the one this mends: see scripts/patch-postgres.js\n${from}`);
			process.exit(1);
		}
		text = text.replace(from, () => to);
	}
	if (text !== before) writeFileSync(file, text);
}

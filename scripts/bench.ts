import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Figures, figuresOf } from './bench/figures.ts';
import { measureCommits } from './bench/bare-commit.ts';
import { openBareSocket } from './bench/bare-socket.ts';
import { type Arm, measure, type Samples } from './bench/moves.ts';
import { buildIfNeeded } from './build-if-needed.ts';

// `npm run bench`: how long a move takes from the foreman's hand to the acknowledgement and to the last
// screen, beside the floor under it in the same run: a bare PostgreSQL commit and a bare Socket.IO
// broadcast of the same bytes. Machines differ and drift; the ratios are what to compare.

const usage = `npm run bench -- [--rounds N] [--moves N] [--every MS] [--screens 50,200] [--json FILE]`;
const { values } = parseArgs({
	options: {
		rounds: { type: 'string', default: '5' },
		moves: { type: 'string', default: '100' },
		every: { type: 'string', default: '50' },
		screens: { type: 'string', default: '50,200' },
		json: { type: 'string' },
		help: { type: 'boolean', default: false }
	}
});
if (values.help) {
	console.log(usage);
	process.exit(0);
}
const [rounds, moves, every] = [values.rounds, values.moves, values.every].map(Number) as [
	number,
	number,
	number
];
const screenCounts = values.screens.split(',').map(Number);
if (![rounds, moves, every, ...screenCounts].every((value) => Number.isInteger(value) && value > 0)) {
	console.error(`Every option is a whole number above 0.\n${usage}`);
	process.exit(1);
}

const CARDS = 300;
const PORT = 4790;
const url = `http://localhost:${PORT}`;

buildIfNeeded(console.log);
const { openDatabase } = await import('#lib/server/database.ts');
const { fillBoard } = await import('./bench/board.ts');
const { openProduct } = await import('./bench/product.ts');
const { signIn } = await import('./live/sign-in.ts');

const dataDir = await mkdtemp(join(tmpdir(), 'kanche-bench-'));
const { db, sql, close } = await openDatabase({ dataDir }, { max: 2 });
const { slug, username, password } = await fillBoard(db, CARDS);
const server = spawn(process.execPath, [fileURLToPath(new URL('../server.ts', import.meta.url))], {
	env: { PATH: process.env.PATH, PORT: String(PORT), DATA_DIR: dataDir, LOG_LEVEL: 'error' },
	stdio: 'inherit'
});
const results = [];
try {
	while (!(await fetch(`${url}/readyz`).catch(() => null))?.ok) await sleep(100);
	const cookie = await signIn(url, username, password);
	for (const screens of screenCounts) {
		const product = await openProduct({ url, cookie, workshop: slug, screens });
		await measure(product, 20, every);
		const bare = await openBareSocket(screens, product.bytes());
		await measure(bare, 20, every);
		results.push(await compare(screens, product.bytes(), product, bare));
		await Promise.all([product.close(), bare.close()]);
	}
} finally {
	const ended = new Promise((resolve) => server.once('exit', resolve));
	server.kill('SIGTERM');
	await ended;
	await close();
	await rm(dataDir, { recursive: true, force: true });
}
if (values.json) await writeFile(values.json, `${JSON.stringify({ cards: CARDS, results }, null, '\t')}\n`);
process.exit(results.some(({ missing, doubled }) => missing + doubled > 0) ? 1 : 0);

/** The arms in turn, in another order each round, so that the machine's drift meets all alike. */
async function compare(screens: number, bytes: number, product: Arm, bare: Arm) {
	const commits: number[] = [];
	const samples = { product: emptySamples(), bare: emptySamples() };
	const arms = [
		async () => void commits.push(...(await measureCommits(sql, moves, every))),
		async () => add(samples.product, await measure(product, moves, every)),
		async () => add(samples.bare, await measure(bare, moves, every))
	];
	for (let round = 0; round < rounds; round++) {
		for (let turn = 0; turn < arms.length; turn++) await arms[(round + turn) % arms.length]!();
	}
	const commit = figuresOf(commits);
	const [ack, last] = [figuresOf(samples.product.ack), figuresOf(samples.product.last)];
	const [bareAck, bareLast] = [figuresOf(samples.bare.ack), figuresOf(samples.bare.last)];
	const ratio = (whole: Figures, socket: Figures, key: 'p50' | 'p99') =>
		whole[key] / (commit[key] + socket[key]);
	const result = {
		...{ screens, bytes, ack, last, commit, bareAck, bareLast },
		ratios: {
			ack_p50: ratio(ack, bareAck, 'p50'),
			ack_p99: ratio(ack, bareAck, 'p99'),
			last_p50: ratio(last, bareLast, 'p50'),
			last_p99: ratio(last, bareLast, 'p99')
		},
		missing: samples.product.missing + samples.bare.missing,
		doubled: product.doubled() + bare.doubled()
	};
	print(result);
	return result;
}

function emptySamples(): Samples {
	return { ack: [], last: [], missing: 0 };
}

function add(all: Samples, more: Samples): void {
	all.ack.push(...more.ack);
	all.last.push(...more.last);
	all.missing += more.missing;
}

function print(result: Awaited<ReturnType<typeof compare>>): void {
	const { screens, bytes, ack, last, commit, bareAck, bareLast, ratios, missing, doubled } = result;
	const row = (name: string, { p50, p99, n }: Figures) =>
		console.log(
			`  ${name.padEnd(46)}${p50.toFixed(2).padStart(8)}${p99.toFixed(2).padStart(9)}${String(n).padStart(7)}`
		);
	console.log(`\n${screens} screens, ${CARDS} cards, ${bytes} bytes a change`);
	console.log(`  ${'milliseconds'.padEnd(46)}${'p50'.padStart(8)}${'p99'.padStart(9)}${'n'.padStart(7)}`);
	row('move sent -> acknowledged', ack);
	row('move sent -> received by the last screen', last);
	row('bare PostgreSQL commit', commit);
	row('bare Socket.IO, sent -> acknowledged', bareAck);
	row('bare Socket.IO, sent -> received by the last', bareLast);
	const of = (name: string, p50: number, p99: number) =>
		console.log(`  ${name.padEnd(46)}${p50.toFixed(2).padStart(8)}${p99.toFixed(2).padStart(9)}`);
	of('ratio: acknowledged / (commit + bare)', ratios.ack_p50, ratios.ack_p99);
	of('ratio: last screen / (commit + bare)', ratios.last_p50, ratios.last_p99);
	console.log(`  missing ${missing}, doubled ${doubled}`);
}

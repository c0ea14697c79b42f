import type { Figures } from './figures.ts';
import type { MovesFigures } from './moves.ts';
import type { OpeningFigures } from './opening.ts';
import type { PagesFigures } from './pages.ts';
import type { Target } from './results.ts';
import type { ArmFigures } from './tally.ts';
import type { ThroughputFigures } from './throughput.ts';
import type { WorkshopsFigures } from './workshops.ts';

/* The figures as people read them. */

const NAME = 50;

const digits = (value: number): number => (Math.abs(value) < 100 ? 2 : 0);
const number = (value: number | null, width = 9): string =>
	(value === null ? '-' : value.toFixed(digits(value))).padStart(width);
const line = (name: string, ...values: (number | null)[]): void =>
	console.log(`  ${name.padEnd(NAME)}${values.map((value) => number(value)).join('')}`);
const head = (name: string, ...columns: string[]): void =>
	console.log(`  ${name.padEnd(NAME)}${columns.map((column) => column.padStart(9)).join('')}`);

export function tellMoves(figures: MovesFigures): void {
	const { screens, commit, product, painted, socketIo, ws, missing, doubled } = figures;
	const row = (name: string, { p50, p95, p99, n }: Figures) => line(name, p50, p95, p99, n);
	console.log(`\n${screens} screens`);
	head('milliseconds', 'p50', 'p95', 'p99', 'n');
	row('move sent -> acknowledged', product.ack);
	row('move sent -> received by the last screen', product.last);
	row('move sent -> painted, a wall in Chromium', painted);
	row('bare PostgreSQL commit', commit);
	row('bare Socket.IO -> acknowledged', socketIo.ack);
	row('bare Socket.IO -> received by the last screen', socketIo.last);
	row('bare ws -> acknowledged', ws.ack);
	row('bare ws -> received by the last screen', ws.last);
	const ratio = (time: 'ack' | 'last') =>
		(['p50', 'p95', 'p99'] as const).map(
			(rank) => product[time][rank] / (commit[rank] + socketIo[time][rank])
		);
	line('acknowledged / (commit + bare Socket.IO)', ...ratio('ack'));
	line('last screen / (commit + bare Socket.IO)', ...ratio('last'));
	head('the server', 'product', 'bare', 'bare ws');
	const beside = (name: string, key: 'cpuPerMove' | 'cpuPerDelivery' | 'bytesPerFrame' | 'framesPerMove') =>
		line(name, ...[product, socketIo, ws].map((arm: ArmFigures) => arm[key]));
	beside('CPU per move, µs', 'cpuPerMove');
	beside('CPU per delivery, µs', 'cpuPerDelivery');
	beside('bytes of a frame', 'bytesPerFrame');
	beside('frames of a move to a screen', 'framesPerMove');
	console.log(`  missing ${missing}, doubled ${doubled}`);
}

export function tellThroughput(figures: ThroughputFigures): void {
	const { movers, screens, transactions, moves, received, bareReceived, framesPerMove } = figures;
	console.log(`\n${movers} at once, each as soon as answered, a second`);
	line('bare transactions: one statement, one row locked', transactions);
	line('moves on one board, acknowledged', moves);
	line(`moves acknowledged and received by ${screens} screens`, received);
	line(`bare Socket.IO, a frame a move, by ${screens} screens`, bareReceived);
	line('frames of a move to a screen', framesPerMove);
	console.log(`  missing ${figures.missing}, doubled ${figures.doubled}`);
}

export function tellOpening(figures: OpeningFigures): void {
	const { screens, cards, current, bareCurrent, memory, bareMemory } = figures;
	console.log(`\n${screens} screens open at once`);
	head(`each is sent ${cards} cards, bare none`, 'product', 'bare');
	line('all current after, ms', current, bareCurrent);
	line('memory a screen, KB', memory, bareMemory);
}

export function tellPages({ wallScripts, boards }: PagesFigures): void {
	console.log('\npages in Chromium');
	line('JavaScript of a wall, gzip, KB', wallScripts / 1024);
	for (const { cards, usableAfter, frame, packed, page, encoding } of boards) {
		line(`board of ${cards} cards: a menu opens after, ms`, usableAfter);
		line('  its snapshot as one frame, KB', frame / 1024);
		line('  packed, as pages ask for it, KB', packed / 1024);
		line(`  its page over HTTP (${encoding || 'not compressed'}), KB`, page / 1024);
	}
}

export function tellHistory({ empty, million }: { empty: number; million: number }): void {
	console.log('\na move, p50, ms');
	line('of an empty database', empty);
	line('with 1,000,000 delivered jobs', million);
}

export function tellWorkshops(figures: WorkshopsFigures): void {
	const { workshops, screens, idle, rate, ack, last, missing, movingCpu, memory, back } = figures;
	console.log(`\n${workshops} workshops with ${screens} screens on one process`);
	line('idle: processors', idle.cpu);
	line('idle: statements a second', idle.statements);
	head(`${rate} moves a second, ms`, 'p50', 'p95', 'p99', 'n');
	line('move sent -> acknowledged', ack.p50, ack.p95, ack.p99, ack.n);
	line('move sent -> received by the last screen', last.p50, last.p95, last.p99, last.n);
	line('processors', movingCpu);
	line('memory a screen, KB', memory);
	line('all back after kill -9, ms', back.current);
	line('  the new process ready after, ms', back.ready);
	line('  processor of the new process until then, ms', back.cpu);
	line('  commands meanwhile, ms', back.ack.p50, back.ack.p95, back.ack.p99, back.ack.n);
	line('  the slowest /readyz meanwhile, ms', back.readyz);
	console.log(`  missing ${missing}`);
}

export function tellTargets(targets: readonly Target[]): void {
	console.log('\ntargets');
	for (const { what, value, unit, atMost, atLeast, reached } of targets) {
		const limit =
			atMost !== undefined ? `at most ${atMost}` : atLeast !== undefined ? `at least ${atLeast}` : '';
		const verdict = reached === null ? '' : reached ? '✓' : '✗ missed';
		console.log(`  ${what.padEnd(NAME)}${number(value)} ${unit.padEnd(3)} ${limit.padEnd(15)}${verdict}`);
	}
}

import { ratioOf } from './figures.ts';
import type { MovesFigures } from './moves.ts';
import type { OpeningFigures } from './opening.ts';
import type { PagesFigures } from './pages.ts';
import type { ThroughputFigures } from './throughput.ts';
import type { WorkshopsFigures } from './workshops.ts';

/** What was measured; a part that was left out is absent. */
export interface Results {
	moves?: MovesFigures[];
	throughput?: ThroughputFigures;
	opening?: OpeningFigures;
	pages?: PagesFigures;
	workshops?: WorkshopsFigures;
	/** Milliseconds of a move, p50, on an empty database, and with a million delivered jobs. */
	history?: { empty: number; million: number };
}

/** By the floor of the same run; null where a part was not measured, or cannot be on this machine. */
export interface Ratios {
	/** To (bare commit + bare Socket.IO): acknowledged, and received by the last of the screens. */
	ack_p50: number | null;
	last_p50: number | null;
	last_p99: number | null;
	/** Moves of one hot board to bare transactions. */
	throughput: number | null;
	/** The server's processor for a frame received, to bare Socket.IO's. */
	cpu_per_delivery: number | null;
}

/** The ratios are those of this many screens; where they were not measured, of the most below, else of the least. */
const SCREENS = 200;

/** Of the moves before as many screens as the targets are about. */
export function decisive(moves: readonly MovesFigures[] = []): MovesFigures | undefined {
	const ascending = [...moves].sort((a, b) => a.screens - b.screens);
	return ascending.findLast(({ screens }) => screens <= SCREENS) ?? ascending[0];
}

export function ratiosOf({ moves, throughput }: Results): Ratios {
	const at = decisive(moves);
	const toFloors = (time: 'ack' | 'last', rank: 'p50' | 'p99') =>
		at ? ratioOf(at.product[time][rank], at.commit[rank], at.socketIo[time][rank]) : null;
	return {
		ack_p50: toFloors('ack', 'p50'),
		last_p50: toFloors('last', 'p50'),
		last_p99: toFloors('last', 'p99'),
		throughput: throughput ? ratioOf(throughput.moves, throughput.transactions) : null,
		cpu_per_delivery: at ? ratioOf(at.product.cpuPerDelivery, at.socketIo.cpuPerDelivery) : null
	};
}

/**
 * What one screen more costs the server, to bare Socket.IO: what a move costs before any screen, which the bare server has
 * none of, is left out. Null where moves were measured before one number of screens only.
 */
export function screenRatio(moves: readonly MovesFigures[] = []): number | null {
	const least = moves.reduce((a, b) => (b.screens < a.screens ? b : a), moves[0]!);
	const most = decisive(moves);
	if (!most || most.screens <= least.screens) return null;
	const grows = (arm: 'product' | 'socketIo') => {
		const [from, to] = [least[arm].cpuPerMove, most[arm].cpuPerMove];
		return from === null || to === null ? null : to - from;
	};
	return ratioOf(grows('product'), grows('socketIo'));
}

/** What a screen did not get, or got twice, in any part: one of them voids the run. */
export function lacksOf({ moves = [], throughput, workshops }: Results): {
	missing: number;
	doubled: number;
} {
	const all = [
		...moves,
		...(throughput ? [throughput] : []),
		...(workshops ? [{ missing: workshops.missing, doubled: 0 }] : [])
	];
	return {
		missing: all.reduce((sum, { missing }) => sum + missing, 0),
		doubled: all.reduce((sum, { doubled }) => sum + doubled, 0)
	};
}

/** Something the bench is run for. Without a limit it is only told. */
export interface Target {
	what: string;
	/** Null where it was not measured. */
	value: number | null;
	unit: string;
	atMost?: number;
	atLeast?: number;
	/** Null where there is no limit or no value. */
	reached: boolean | null;
}

const KB = 1024;

export function targetsOf(results: Results): Target[] {
	const { throughput, opening, pages, history, moves } = results;
	const ratios = ratiosOf(results);
	const screens = decisive(moves)?.screens ?? SCREENS;
	const all: Omit<Target, 'reached'>[] = [
		{ what: `move -> last of ${screens}, p50 / floors`, value: ratios.last_p50, unit: 'x', atMost: 1.3 },
		{ what: `move -> last of ${screens}, p99 / floors`, value: ratios.last_p99, unit: 'x', atMost: 1.3 },
		{ what: 'moves of a hot board / transactions', value: ratios.throughput, unit: 'x', atLeast: 0.8 },
		{ what: 'server CPU per delivery / bare', value: ratios.cpu_per_delivery, unit: 'x', atMost: 1.3 },
		{ what: 'server CPU of one screen more / bare', value: screenRatio(moves), unit: 'x' }
	];
	if (throughput) {
		const what = `moves by ${throughput.movers}, received by ${throughput.screens}`;
		all.push({ what, value: throughput.received, unit: '/s', atLeast: 290 });
	}
	if (opening) {
		const what = `${opening.screens} screens open at once: current`;
		all.push({ what, value: opening.current, unit: 'ms', atMost: 2_000 });
	}
	if (pages) {
		all.push({ what: 'JavaScript of a wall, gzip', value: pages.wallScripts / KB, unit: 'KB', atMost: 80 });
		for (const { cards, usableAfter, frame, packed, page, encoding } of pages.boards) {
			const within = { atMost: cards <= 500 ? 1_000 : cards <= 4_000 ? 3_000 : undefined };
			all.push({ what: `board of ${cards} cards usable after`, value: usableAfter, unit: 'ms', ...within });
			all.push({ what: 'its snapshot as one frame', value: frame / KB, unit: 'KB' });
			const most = cards <= 500 ? { atMost: 60 } : {};
			all.push({ what: 'the same packed', value: packed / KB, unit: 'KB', ...most });
			const how = encoding || 'not compressed';
			all.push({ what: `its page over HTTP, ${how}`, value: page / KB, unit: 'KB' });
		}
	}
	if (results.workshops) all.push(...workshopsTargets(results.workshops));
	if (history) {
		const what = 'move p50, a million jobs / none';
		all.push({ what, value: ratioOf(history.million, history.empty), unit: 'x', atMost: 1.2 });
	}
	return all.map((target) => ({ ...target, reached: isReached(target) }));
}

function workshopsTargets(figures: WorkshopsFigures): Omit<Target, 'reached'>[] {
	const { workshops, screens, rate, ack, last, idle, back, memory } = figures;
	const of = `of ${workshops} workshops`;
	return [
		{ what: `${rate} moves/s ${of}: acknowledged, p99`, value: ack.p99, unit: 'ms', atMost: 100 },
		{ what: `received by the last screen, p99`, value: last.p99, unit: 'ms', atMost: 100 },
		{ what: `${screens} idle screens: processors`, value: idle.cpu, unit: '', atMost: 0.15 },
		{ what: 'their statements', value: idle.statements, unit: '/s', atMost: 200 },
		{ what: `${screens} screens back after kill -9`, value: back.current, unit: 'ms', atMost: 10_000 },
		{ what: 'commands meanwhile, p99', value: back.ack.p99, unit: 'ms' },
		{ what: 'the slowest /readyz meanwhile', value: back.readyz, unit: 'ms' },
		{ what: 'memory a screen, workshop included', value: memory, unit: 'KB' }
	];
}

function isReached({ value, atMost, atLeast }: Omit<Target, 'reached'>): boolean | null {
	if (value === null || (atMost === undefined && atLeast === undefined)) return null;
	return value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
}

import type { Chance } from '../../scripts/demo/chance.ts';
import type { BareCommit } from './bare-commit.ts';
import { openBare } from './bare.ts';
import { inRounds, medianOf } from './figures.ts';
import { type Card, type Moved, moverOf } from './mover.ts';
import { type Crowd, openCrowd } from './open-crowd.ts';
import type { Product } from './product.ts';
import { asFastAsAnswered } from './schedule.ts';
import { placesOf, type Site } from './site.ts';
import { openWire } from './wire.ts';

export interface ThroughputOptions {
	/** People who move cards, each as soon as their last move was acknowledged. */
	movers: number;
	screens: number;
	rounds: number;
	/** Of a round. */
	seconds: number;
}

/** So many a second: the median of the rounds. */
export interface ThroughputFigures {
	movers: number;
	screens: number;
	/** Bare transactions, and moves on one board that nobody looks at. */
	transactions: number;
	moves: number;
	/** Moves acknowledged and received by every screen, and the bare broadcast's, which sends a frame a move. */
	received: number;
	bareReceived: number;
	/** Frames that a screen got for a move. */
	framesPerMove: number;
	missing: number;
	doubled: number;
}

export interface ThroughputParts {
	product: Product;
	commit: BareCommit;
	chance: Chance;
}

/**
 * The product takes 600 messages in 10 s of one person [ACC8], and this machine may do more: each mover sends as several
 * people in turn, and waits before they would be too many.
 */
export const PEOPLE = 3;
const AT_MOST = PEOPLE * 58;
/** Seconds before the first round. */
const WARM_UP = 1;

export async function measureThroughput(
	{ product, commit, chance }: ThroughputParts,
	{ movers, screens, rounds, seconds }: ThroughputOptions
): Promise<ThroughputFigures> {
	const cards = await product.cards();
	const foremen = await openForemen(product, cards, product, movers);
	const clerks = Array.from({ length: movers }, () => commit.transaction);
	const [transactions, moves]: [number[], number[]] = [[], []];
	await asFastAsAnswered(foremen.moves, WARM_UP, AT_MOST);
	const unseen = [
		async () => {
			const { began, answers } = await asFastAsAnswered(clerks, seconds);
			transactions.push(perSecond(answers.length, began, answers));
		},
		async () => {
			const { began, answers } = await asFastAsAnswered(foremen.moves, seconds, AT_MOST);
			moves.push(
				perSecond(
					answers.length,
					began,
					answers.map(({ at }) => at)
				)
			);
		}
	];
	await inRounds(unseen, rounds, chance);

	const crowd = await openCrowd(placesOf(product, screens));
	const own = new Seen(foremen, crowd, AT_MOST);
	await own.round(WARM_UP);
	const bare = await openBare('socket-io', await crowd.sample(foremen.moves[0]!));
	const bareForemen = await openForemen(bare, cards, product, movers);
	const floor = new Seen(bareForemen, await openCrowd(placesOf(bare, screens)));
	await floor.round(WARM_UP);
	const [received, bareReceived]: [number[], number[]] = [[], []];
	const seen = [
		async () => void received.push(await own.round(seconds)),
		async () => void bareReceived.push(await floor.round(seconds))
	];
	await inRounds(seen, rounds, chance);
	await Promise.all([own.close(), floor.close()]);
	await bare.close();
	return {
		...{ movers, screens, transactions: medianOf(transactions), moves: medianOf(moves) },
		...{ received: medianOf(received), bareReceived: medianOf(bareReceived) },
		framesPerMove: own.frames / own.moves / screens,
		...{ missing: own.missing + floor.missing, doubled: own.doubled + floor.doubled }
	};
}

interface Foremen {
	moves: (() => Promise<Moved>)[];
	close(): void;
}

/** Each with people and cards of their own. */
async function openForemen(
	site: Site,
	cards: readonly Card[],
	{ stages }: Product,
	movers: number
): Promise<Foremen> {
	const wires = await Promise.all(
		Array.from({ length: movers * PEOPLE }, (_, person) => openWire(site.mover(person)))
	);
	const share = <Item>(all: readonly Item[], n: number) => all.filter((_, index) => index % movers === n);
	return {
		moves: Array.from({ length: movers }, (_, n) => moverOf(share(wires, n), share(cards, n), stages)),
		close: () => wires.forEach((wire) => wire.close())
	};
}

/** Foremen before screens: a move counts once every screen has it. */
class Seen {
	#foremen: Foremen;
	#crowd: Crowd;
	#atMost: number | undefined;
	moves = 0;
	frames = 0;
	missing = 0;
	doubled = 0;

	constructor(foremen: Foremen, crowd: Crowd, atMost?: number) {
		this.#foremen = foremen;
		this.#crowd = crowd;
		this.#atMost = atMost;
	}

	/** @returns moves a second */
	async round(seconds: number): Promise<number> {
		const { began, answers } = await asFastAsAnswered(this.#foremen.moves, seconds, this.#atMost);
		const report = await this.#crowd.settle(Math.max(...answers.map(({ mark }) => mark)));
		const last = new Map(report.last);
		const received = answers.filter(({ mark }) => last.has(mark));
		this.moves += answers.length;
		this.frames += report.frames;
		this.missing += report.missing;
		this.doubled += report.doubled;
		const moments = received.flatMap(({ mark, at }) => [last.get(mark)!, at]);
		return perSecond(received.length, began, moments);
	}

	async close(): Promise<void> {
		this.#foremen.close();
		await this.#crowd.close();
	}
}

/** @param moments when each was done, by `clock`: it took until the last of them */
const perSecond = (count: number, began: number, moments: readonly number[]): number =>
	(count * 1_000) / (moments.reduce((last, at) => Math.max(last, at), began) - began);

import type { Browser } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatPlate } from '#lib/model/plate.ts';
import type { Chance } from '../../scripts/demo/chance.ts';
import type { BareCommit } from './bare-commit.ts';
import { openBare } from './bare.ts';
import { clock } from './clock.ts';
import { type Figures, figuresOf, inRounds, sumOf } from './figures.ts';
import { type Card, moverOf } from './mover.ts';
import { openCrowd } from './open-crowd.ts';
import { type Paint, paintTimes } from './paint-times.ts';
import { openPaintedWall, type PaintedWall } from './painted.ts';
import type { Product } from './product.ts';
import { onSchedule } from './schedule.ts';
import { placesOf, type Site } from './site.ts';
import { type Arm, type ArmFigures, Tally } from './tally.ts';
import { openWire } from './wire.ts';

export interface MovesOptions {
	screens: number;
	rounds: number;
	/** In a round. */
	moves: number;
	/** Milliseconds between two. */
	every: number;
}

/** A move's way, beside the floors under it. */
export interface MovesFigures {
	screens: number;
	commit: Figures;
	product: ArmFigures;
	/** With a wall in Chromium besides: from when a move was due until it was painted there. */
	painted: Figures;
	socketIo: ArmFigures;
	ws: ArmFigures;
	missing: number;
	doubled: number;
}

export interface MovesParts {
	product: Product;
	commit: BareCommit;
	browser: Browser;
	chance: Chance;
}

/** Cards that are moved: all on one page of the wall. */
const CARDS = 16;
/** Moves before the first round, and milliseconds between them: code is compiled, all cards are on the wall. */
const WARM_UP = { moves: 6 * CARDS, every: 20 };
/** Milliseconds after which a move that was not painted counts as missing. */
const PATIENCE = 5_000;

/** One foreman moves cards on a fixed schedule, before so many screens; every arm in turn. */
export async function measureMoves(parts: MovesParts, options: MovesOptions): Promise<MovesFigures> {
	const { product, commit, chance } = parts;
	const { screens, rounds, moves, every } = options;
	const cards = (await product.cards()).slice(0, CARDS);
	const own = await openArm(product, cards, parts, options);
	const bares = [await openBare('socket-io', own.frames), await openBare('ws', own.frames)];
	const floors = await Promise.all(bares.map((bare) => openArm(bare, cards, parts, options)));
	const wall = await openWall(parts);
	const tallies = [own, ...floors, own].map((arm) => new Tally(arm));
	const [plain, socketIo, ws, seen] = tallies as [Tally, Tally, Tally, Tally];
	const [commits, painted]: [number[], number[]] = [[], []];
	const arms = [
		async () => {
			const done = await onSchedule(commit.commit, moves, every);
			commits.push(...done.map(({ due, answer }) => answer - due));
		},
		...[plain, socketIo, ws].map((tally) => async () => void (await tally.round(moves, every))),
		async () => {
			await wall.show(
				CARDS,
				product.stages.map(({ name }) => name)
			);
			const done = await seen.round(moves, every);
			const moved = done.map(({ due, answer: { plate, stageId } }) => ({
				...{ due, plate: formatPlate(plate) },
				stage: product.stages.find(({ id }) => id === stageId)!.name
			}));
			painted.push(...paintTimes(moved, await paintsOf(wall, moves)));
			await wall.hide();
		}
	];
	await inRounds(arms, rounds, chance);
	await wall.close();
	await Promise.all([own, ...floors].map((arm) => arm.close()));
	await Promise.all(bares.map((bare) => bare.close()));
	const figures = tallies.map((tally) => tally.figures());
	return {
		...{ screens, commit: figuresOf(commits), painted: figuresOf(painted) },
		...{ product: figures[0]!, socketIo: figures[1]!, ws: figures[2]! },
		missing: sumOf(figures.map(({ missing }) => missing)) + rounds * moves - painted.length,
		doubled: sumOf(figures.map(({ doubled }) => doubled))
	};
}

/** A foreman and a crowd at a server, warm. */
async function openArm(
	site: Site,
	cards: readonly Card[],
	{ product }: MovesParts,
	{ screens }: MovesOptions
): Promise<Arm & { frames: Map<string, string>; close(): Promise<void> }> {
	const wire = await openWire(site.mover(0));
	const move = moverOf([wire], cards, product.stages);
	const crowd = await openCrowd(placesOf(site, screens));
	await onSchedule(move, WARM_UP.moves, WARM_UP.every);
	return {
		...{ move, crowd, pid: site.pid, frames: await crowd.sample(move) },
		async close() {
			wire.close();
			await crowd.close();
		}
	};
}

/** A wall of the stages between which cards are moved, seen from so near that all fit on one page. */
async function openWall({ product, browser }: MovesParts): Promise<PaintedWall> {
	const { house, stages } = product;
	const token = await product.screen('wall', { stageIds: stages.map(({ id }) => id), metres: 1 });
	return openPaintedWall(browser, house.url, `${house.url}/display/${token}/wall`);
}

/** What a wall painted of so many moves. */
async function paintsOf(wall: PaintedWall, moves: number): Promise<Paint[]> {
	const paints: Paint[] = [];
	for (const end = clock() + PATIENCE; clock() < end && paints.length < moves;) {
		await sleep(50);
		paints.push(...(await wall.take()));
	}
	return paints;
}

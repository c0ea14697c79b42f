import { cpuOf } from './cpu.ts';
import { type Figures, figuresOf, sumOf } from './figures.ts';
import type { Moved } from './mover.ts';
import type { Crowd } from './open-crowd.ts';
import { onSchedule } from './schedule.ts';

/** What is measured in turns: somebody who moves cards, and the screens that follow. */
export interface Arm {
	move(): Promise<Moved>;
	crowd: Crowd;
	/** The server's process id. */
	pid(): number;
}

/** Times in milliseconds from when a move was due. */
export interface ArmFigures {
	ack: Figures;
	last: Figures;
	/** Microseconds of the server's processor; null elsewhere than on Linux. */
	cpuPerMove: number | null;
	cpuPerDelivery: number | null;
	/** Of a frame, on average over the feeds that screens follow. */
	bytesPerFrame: number;
	/** 1 where every move is a frame of its own to every screen. */
	framesPerMove: number;
	missing: number;
	doubled: number;
}

/** Sums up an arm's rounds. */
export class Tally {
	#arm: Arm;
	#ack: number[] = [];
	#last: number[] = [];
	#cpu: (number | null)[] = [];
	#sums = { moves: 0, frames: 0, bytes: 0, missing: 0, doubled: 0 };

	constructor(arm: Arm) {
		this.#arm = arm;
	}

	/** @param every milliseconds between two moves */
	async round(moves: number, every: number): Promise<{ due: number; answer: Moved }[]> {
		const { move, crowd, pid } = this.#arm;
		const before = cpuOf(pid());
		const done = await onSchedule(move, moves, every);
		const report = await crowd.settle(Math.max(...done.map(({ answer }) => answer.mark)));
		const after = cpuOf(pid());
		const last = new Map(report.last);
		for (const { due, answer } of done) {
			this.#ack.push(answer.at - due);
			const at = last.get(answer.mark);
			if (at !== undefined) this.#last.push(at - due);
		}
		this.#cpu.push(before === null || after === null ? null : after - before);
		this.#sums.moves += moves;
		this.#sums.frames += report.frames;
		this.#sums.bytes += report.bytes;
		this.#sums.missing += report.missing;
		this.#sums.doubled += report.doubled;
		return done;
	}

	figures(): ArmFigures {
		const { moves, frames, bytes, missing, doubled } = this.#sums;
		const cpu = this.#cpu.includes(null) ? null : sumOf(this.#cpu as number[]) * 1_000;
		return {
			...{ ack: figuresOf(this.#ack), last: figuresOf(this.#last) },
			...{ cpuPerMove: cpu && cpu / moves, cpuPerDelivery: cpu && cpu / frames },
			...{ bytesPerFrame: bytes / frames, framesPerMove: frames / moves / this.#arm.crowd.screens },
			...{ missing, doubled }
		};
	}
}

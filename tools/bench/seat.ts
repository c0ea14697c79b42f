import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import type { Mark, Pulse } from '#lib/sync/protocol.ts';
import { RECONNECTION } from '#lib/sync/reconnect.ts';
import { clock } from './clock.ts';
import type { Place } from './crowd-words.ts';
import { marksOf } from './marks.ts';
import { type Answer, openWire, type Wire } from './wire.ts';

const PULSE = '42["pulse",';
const { reconnectionDelay, reconnectionDelayMax, randomizationFactor } = RECONNECTION;

/** A screen without glass that comes back as a page does, with what it has, and reports after each pulse as a wall does. */
export class Seat {
	wire: Wire | null = null;
	mark: Mark | null = null;
	/** When it was last current again, by `clock`. */
	currentAt = NaN;
	/** Cards of its last snapshot. */
	cards: { id: string; version: number; stageId: string }[] = [];
	/** When each revision came, by `clock`. */
	came = new Map<number, number>();
	#place: Place;
	#reports: boolean;
	#closed = false;

	constructor(place: Place) {
		this.#place = place;
		this.#reports = place.feed === 'wall' || place.feed === 'lounge';
	}

	/** @param jitter whether it waits a moment first, as after a lost connection */
	async open(jitter = false): Promise<void> {
		for (let tries = jitter ? 1 : 0; !this.#closed; tries++) {
			if (tries > 0) await sleep(pauseBefore(tries));
			try {
				await this.#enter();
				return;
			} catch {
				this.wire?.close();
			}
		}
	}

	close(): void {
		this.#closed = true;
		this.wire?.close();
	}

	async #enter(): Promise<void> {
		const { address, handshake, headers } = this.#place;
		this.wire = await openWire({
			...{ address, handshake, headers },
			onEvent: (frame) => this.#heard(frame),
			onLost: () => {
				if (!Number.isNaN(this.currentAt)) void this.open(true);
				this.currentAt = NaN;
			}
		});
		this.#joined(await this.wire.ask('join', { since: this.mark }));
		this.currentAt = clock();
	}

	#joined({ text, packed }: Answer): void {
		const [reply] = JSON.parse(text.toString());
		if (!reply.ok) throw new Error(`not let in: ${reply.code}`);
		if (reply.change) {
			this.mark = { epoch: reply.change.epoch, revision: reply.change.to };
			return;
		}
		const { epoch, revision, cards } = packed ? JSON.parse(gunzipSync(packed).toString()) : reply.snapshot;
		this.mark = { epoch, revision };
		this.cards = cards;
	}

	#heard(frame: Buffer): void {
		const marks = marksOf(frame);
		if (marks && this.mark) {
			this.mark = { ...this.mark, revision: marks.to };
			for (let revision = marks.from + 1; revision <= marks.to; revision++) this.came.set(revision, clock());
		}
		if (!this.#reports || frame.toString('latin1', 0, PULSE.length) !== PULSE) return;
		const [, { build }] = JSON.parse(frame.toString('utf8', 2)) as [string, Pulse];
		this.wire!.say('painted', { build, ...this.mark, width: 1920, height: 1080, sound: 'none' });
	}
}

function pauseBefore(tries: number): number {
	const pause = Math.min(reconnectionDelay * 2 ** (tries - 1), reconnectionDelayMax);
	return pause * (1 - randomizationFactor + Math.random() * 2 * randomizationFactor);
}

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../scripts/demo/chance.ts';
import type { BoardCard } from '../../src/lib/feeds/board.ts';
import { booking, CARDS, type House } from './house.ts';
import type { Ledger, Sent } from './ledger.ts';
import type { OpenedScreen } from './screens.ts';

/** The pause before a command is sent again, milliseconds. */
const AGAIN = 250;
/** Of a hundred commands so many are sent twice at once, from two screens, as by an impatient finger. */
const TWICE = 8;

/** Somebody with two screens who changes cards without end, and sends again what was not answered. */
export class Mover {
	#house: House;
	#ledger: Ledger;
	#chance: Chance;
	#screens: readonly [OpenedScreen, OpenedScreen];
	/** Between two commands, milliseconds. */
	#pace: number;
	#ended = false;
	#paused = false;
	#under: Sent | null = null;
	#over: Promise<void> | null = null;

	constructor(
		house: House,
		ledger: Ledger,
		chance: Chance,
		screens: readonly [OpenedScreen, OpenedScreen],
		pace: number
	) {
		[this.#house, this.#ledger, this.#chance, this.#screens] = [house, ledger, chance, screens];
		this.#pace = pace;
	}

	start(): void {
		this.#over = this.#move();
	}

	/** No new command from now on. */
	pause(): void {
		this.#paused = true;
	}

	resume(): void {
		this.#paused = false;
	}

	/** Has an answer to all that was sent. */
	get idle(): boolean {
		return this.#under === null;
	}

	async end(): Promise<void> {
		this.#ended = true;
		await this.#over;
	}

	async #move(): Promise<void> {
		while (!this.#ended) {
			const command = this.#paused ? null : this.#think();
			if (command) await this.#send(command);
			await sleep(this.#pace * (0.5 + this.#chance.next()));
		}
	}

	async #send(command: Sent['command']): Promise<void> {
		const sent = (this.#under = this.#ledger.open(this.#house.id, command));
		const tries = [this.#until(sent, this.#screens[0])];
		if (this.#chance.happens(TWICE / 100)) tries.push(this.#until(sent, this.#screens[1]));
		await Promise.all(tries);
		this.#under = null;
	}

	/** Sends the same command until it is answered. */
	async #until(sent: Sent, { screen }: OpenedScreen): Promise<void> {
		while (!this.#ended) {
			try {
				const reply = await screen.send(sent.command);
				if (reply.ok || reply.refusal.code !== 'unavailable') return this.#ledger.answered(sent, reply);
				this.#ledger.failed('unavailable');
			} catch (error) {
				const late = error instanceof Error && error.message.includes('timed out');
				this.#ledger.failed(late ? 'unanswered' : 'cutOff');
			}
			await sleep(AGAIN);
		}
	}

	/** A change that somebody might make of what the screen shows. */
	#think(): Sent['command'] | null {
		const { word, stages } = this.#house;
		const chance = this.#chance;
		const cards = [...this.#screens[0].screen.replica().cards.values()] as BoardCard[];
		if (cards.length < CARDS - 4 || (cards.length < CARDS + 4 && chance.happens(0.03))) return booking(word);
		const card = chance.pick(cards);
		const on = { id: randomUUID(), jobId: card.id, expect: card.version };
		if (cards.length > CARDS + 4) return { ...on, type: 'cancel', ...{ reason: `${word}NOTE` } };
		const roll = chance.next();
		if (roll < 0.03) return { ...on, type: 'cancel', ...{ reason: `${word}NOTE` } };
		if (roll < 0.15) return { ...on, type: 'note', ...{ text: `${word}NOTE ${on.id}` } };
		if (roll < 0.22) {
			const spot = String(chance.between(1, 99));
			return { ...on, type: 'park', ...{ spot, keyTag: spot } };
		}
		if (roll < 0.32) {
			if (card.stoppage) return { ...on, type: 'resume' };
			const open = { expectedUntil: null, otherWork: false, blocksBay: false };
			return { ...on, type: 'stop', ...{ reason: 'parts', note: `${word}NOTE`, ...open } };
		}
		const stage = chance.pick(stages.filter(({ kind }) => kind !== 'booked'));
		const neighbour = cards.find(({ id, stageId }) => stageId === stage.id && id !== card.id);
		return { ...on, type: 'move', ...{ stageId: stage.id, after: neighbour?.id ?? null, before: null } };
	}
}

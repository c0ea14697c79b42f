import { uuidv7 } from 'uuidv7';
import type { Fields } from '../../forms/drafts.svelte.ts';
import type { CommandOf } from '../../job/command.ts';
import { normalisePlate } from '../../model/plate.ts';
import { fetchWithin } from '../../forms/fetch-within.ts';
import type { Board } from '../board.svelte.ts';
import { closedQuestion } from '../closed-words.ts';
import type { Registered } from '../read-register.server.ts';
import { MomentDraft } from '../sheet/moment-draft.svelte.ts';
import { OrderDraft } from './order-draft.svelte.ts';

type Filled = 'vin' | 'brand' | 'model' | 'colour' | 'name' | 'phone';

/** A job that is not made yet. */
export class NewJob {
	readonly order: OrderDraft;
	readonly promise: MomentDraft;
	readonly bookedFor: MomentDraft;
	/** The car is here; otherwise it is booked for later. */
	here: 'here' | 'later' = $state('here');
	known: Registered | null = $state.raw(null);
	/** The same however often it is sent: a car is not booked twice after an answer was lost. */
	#jobId = $state('');
	#board: Board;
	#looking: ReturnType<typeof setTimeout> | undefined;
	#looked = '';
	/** What the register filled in, by field: another plate may replace it, what was typed stays. */
	#filled: Partial<Record<Filled, string>> = {};

	constructor(board: Board) {
		this.#board = board;
		this.order = new OrderDraft(null);
		this.promise = new MomentDraft(board.timeZone, null);
		this.bookedFor = new MomentDraft(board.timeZone, null);
		if (board.member.roles.includes('advisor')) this.order.advisorId = board.member.personId;
	}

	/** What is typed, and under which id it was sent. */
	get fields(): Fields {
		const { order, promise, bookedFor, here } = this;
		return {
			...{ ...order.fields, here, jobId: this.#jobId },
			...{ ...promise.fields('promise'), ...bookedFor.fields('bookedFor') }
		};
	}

	fill(fields: Fields): void {
		this.order.fill(fields);
		this.promise.fill('promise', fields);
		this.bookedFor.fill('bookedFor', fields);
		this.here = fields.here === 'later' ? 'later' : 'here';
		this.#jobId = String(fields.jobId);
		this.lookUp();
	}

	/** Asks the register what it knows of the plate, once typing has paused. */
	lookUp(): void {
		clearTimeout(this.#looking);
		this.#looking = setTimeout(() => void this.#ask(), 250);
	}

	async #ask(): Promise<void> {
		const plate = normalisePlate(this.order.plate) ?? '';
		if (plate === this.#looked) return;
		this.#looked = plate;
		let known: Registered | null = null;
		if (plate.length >= 4) {
			const address = `/w/${this.#board.meta.workshop.slug}/board/register`;
			const answer = await fetchWithin(`${address}?plate=${encodeURIComponent(plate)}`).catch(() => null);
			if (!answer?.ok) {
				// Asked again when the user goes on typing.
				this.#looked = '';
				return;
			}
			known = (await answer.json()) as Registered | null;
		}
		// Typed on meanwhile: another answer is on its way.
		if (plate !== this.#looked) return;
		this.known = known;
		this.#fill(known);
	}

	#fill(known: Registered | null): void {
		const { vin, brand, model, colour } = known?.vehicle ?? { vin: '', brand: '', model: '', colour: '' };
		const { name, phone } = known?.customer ?? { name: '', phone: '' };
		const fields: Record<Filled, string> = { vin, brand, model, colour, name, phone };
		for (const key of Object.keys(fields) as Filled[]) {
			if (this.order[key] !== '' && this.order[key] !== this.#filled[key]) continue;
			this.order[key] = fields[key];
			this.#filled[key] = fields[key];
		}
	}

	/** What to ask about its times before it is made; empty for nothing. [CAL4] */
	question(): string {
		const { calendar, minute } = this.#board;
		const asked = [closedQuestion('promise', this.promise.moment, calendar, minute)];
		if (this.here === 'later') {
			asked.unshift(closedQuestion('booked', this.bookedFor.moment, calendar, minute));
		}
		return asked.filter(Boolean).join(' ');
	}

	/** The command that makes it; null where the order is not complete. */
	command(): CommandOf<'book'> | null {
		const details = this.order.read();
		if (!details) return null;
		const isHere = this.here === 'here';
		this.#jobId ||= uuidv7();
		return {
			type: 'book',
			id: uuidv7(),
			jobId: this.#jobId,
			order: {
				...details,
				bookedFor: isHere ? null : this.bookedFor.moment,
				promise: this.promise.moment
			},
			arrivedAt: isHere ? this.#board.feed.now : null,
			fromSource: false
		};
	}
}

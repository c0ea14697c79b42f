import { untrack } from 'svelte';
import type { LoungeCard } from '../feeds/lounge.ts';
import { MINUTE } from '../model/moments.ts';

/** How long a car that has just become ready fills the glass, milliseconds: read twice, calmly. [DISP12] */
const LASTS = 12_000;
/** Between two of them the room sees the list again, milliseconds. */
const BREATH = 1_500;

/** What became ready during an outage is no news when the screen hears of it, milliseconds. */
const NEWS_FOR = MINUTE;

const isNews = (readyAt: number | null, now: number): boolean => readyAt !== null && now - readyAt < NEWS_FOR;

const idsOf = (cars: readonly LoungeCard[]): string[] => cars.map(({ id }) => id);

/**
 * Calls out each car once when it becomes ready, one after another. Those that were ready when the page
 * opened are not news. Make one in a component. [DISP12]
 */
export class CallOut {
	/** The car that is called out just now. */
	car: LoungeCard | null = $state.raw(null);
	/** Ids of the cars that were ready when last looked. */
	#known: string[];
	#waiting: LoungeCard[] = [];
	#timer: ReturnType<typeof setTimeout> | null = null;
	#announce: (car: LoungeCard) => void;

	/**
	 * @param ready the ready cars
	 * @param clock the server's, epoch milliseconds
	 * @param isStale nobody is called by a screen that may be old
	 * @param announce called when a car is shown: with a sound, where one is wanted
	 */
	constructor(
		ready: () => LoungeCard[],
		clock: () => number,
		isStale: () => boolean,
		announce: (car: LoungeCard) => void
	) {
		this.#announce = announce;
		this.#known = idsOf(ready());
		$effect(() => {
			const now = ready();
			const news = now.filter(({ id, readyAt }) => !this.#known.includes(id) && isNews(readyAt, clock()));
			this.#known = idsOf(now);
			// Called back to the workshop: it is not called out any more.
			this.#waiting = this.#waiting.filter(({ id }) => this.#known.includes(id));
			if (!isStale()) this.#waiting.push(...news);
			const shown = untrack(() => this.car);
			if (shown && !this.#known.includes(shown.id)) this.car = null;
			if (!this.#timer) this.#next();
		});
		$effect(() => () => {
			if (this.#timer) clearTimeout(this.#timer);
		});
	}

	#next(): void {
		const car = this.#waiting.shift();
		this.#timer = null;
		if (!car) return;
		this.car = car;
		this.#announce(car);
		this.#timer = setTimeout(() => {
			this.car = null;
			this.#timer = setTimeout(() => this.#next(), BREATH);
		}, LASTS);
	}
}

/** Which page is shown. Make it in a component: it turns by itself while the component lives. */
export class PageTurner {
	/** Counts every turn, for whatever takes turns beside the pages. */
	turns = $state(0);
	#page = $state(0);
	#count: () => number;

	/**
	 * @param count of pages
	 * @param time each page stays, seconds
	 * @param onTurn called between two pages, also where there is only one
	 */
	constructor(count: () => number, time: () => number, onTurn: () => void) {
		this.#count = count;
		$effect(() => {
			let since = performance.now();
			// Asked anew every time: cars that come and go change how long a page stays, and must not hold it.
			const looking = setInterval(() => {
				if (performance.now() - since < time() * 1_000) return;
				since = performance.now();
				this.turns++;
				this.#page = (this.page + 1) % count();
				onTurn();
			}, 500);
			return () => clearInterval(looking);
		});
	}

	/** From 0; in range though pages have gone. */
	get page(): number {
		return this.#page % this.#count();
	}
}

interface Due {
	at: number;
	/** Of two at the same millisecond the one asked for first comes first. */
	order: number;
	run: (() => void) | null;
}

/** A clock that jumps from one thing to the next; whole milliseconds. */
export class Time {
	now = 0;
	/** Ends `pass` where it is: nothing more is to be seen. */
	stopped = false;
	#heap: Due[] = [];
	#orders = 0;

	/** The function returned takes it back. */
	later(run: () => void, milliseconds: number): () => void {
		const due: Due = { at: this.now + Math.max(0, Math.ceil(milliseconds)), order: ++this.#orders, run };
		this.#push(due);
		return () => (due.run = null);
	}

	async pass(milliseconds: number): Promise<void> {
		const end = this.now + milliseconds;
		for (let next = this.#heap[0]; next && next.at <= end && !this.stopped; next = this.#heap[0]) {
			this.now = next.at;
			for (let due = next; due?.at === this.now; due = this.#heap[0]!) {
				this.#pop();
				due.run?.();
			}
			await settled();
		}
		if (!this.stopped) this.now = end;
	}

	#push(due: Due): void {
		const heap = this.#heap;
		let at = heap.length;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!before(due, heap[parent]!)) break;
			heap[at] = heap[parent]!;
			at = parent;
		}
		heap[at] = due;
	}

	#pop(): void {
		const heap = this.#heap;
		const last = heap.pop()!;
		if (heap.length === 0) return;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= heap.length) break;
			if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
			if (!before(heap[child]!, last)) break;
			heap[at] = heap[child]!;
			at = child;
		}
		heap[at] = last;
	}
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Promises go on by themselves, however many steps they take; nothing else waits in the event loop here. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

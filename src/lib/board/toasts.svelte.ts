/** How long a message stays, milliseconds; one that offers Undo must be readable and then reachable. */
const STAYS = 8_000;

export interface Toast {
	id: number;
	text: string;
	tone: 'done' | 'refused';
	/** The id of the job it is about: a newer message replaces it. */
	about: string;
	actions?: { label: string; run: () => void }[];
	/** Until it is dismissed: nobody may have seen it come. */
	stays?: boolean;
}

/** Short messages about what was just done or refused. The newest is the last. */
export class Toasts {
	list: Toast[] = $state.raw([]);
	#made = 0;
	#timers: Record<number, ReturnType<typeof setTimeout>> = {};

	show(toast: Omit<Toast, 'id'>): void {
		const id = ++this.#made;
		const others = this.list.filter((other) => other.about !== toast.about);
		// Three are as many as anybody reads.
		this.list = [...others.slice(-2), { id, ...toast }];
		this.resume(id);
	}

	dismiss(id: number): void {
		this.hold(id);
		this.list = this.list.filter((toast) => toast.id !== id);
	}

	/** While somebody points at it or has the focus in it, a message stays. */
	hold(id: number): void {
		clearTimeout(this.#timers[id]);
		delete this.#timers[id];
	}

	resume(id: number): void {
		this.hold(id);
		if (this.list.find((toast) => toast.id === id)?.stays) return;
		this.#timers[id] = setTimeout(() => this.dismiss(id), STAYS);
	}
}

/** How long a message stays, milliseconds; one that offers Undo must be readable and then reachable. */
const STAYS = 8_000;

export interface Toast {
	id: number;
	text: string;
	tone: 'done' | 'refused';
	action: { label: string; run: () => void } | null;
}

/** Short messages about what was just done or refused. The newest is the last. */
export class Toasts {
	list: Toast[] = $state.raw([]);
	#made = 0;
	#timers: Record<number, ReturnType<typeof setTimeout>> = {};

	show(text: string, tone: Toast['tone'] = 'done', action: Toast['action'] = null): void {
		const id = ++this.#made;
		// Three are as many as anybody reads.
		this.list = [...this.list.slice(-2), { id, text, tone, action }];
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
		this.#timers[id] = setTimeout(() => this.dismiss(id), STAYS);
	}
}

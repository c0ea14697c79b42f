import type { Mounting } from '../model/screen.ts';
import { seenAs, usualViewport, type Viewport } from './layout.ts';

/** The window's size as one sees it, however the glass hangs; a usual television's until the page runs. */
export class WindowSize {
	#window: Viewport = $state.raw(usualViewport);
	#mounting: () => Mounting;

	constructor(mounting: () => Mounting) {
		this.#mounting = mounting;
		$effect(() => {
			const measure = () => (this.#window = { width: innerWidth, height: innerHeight });
			measure();
			addEventListener('resize', measure);
			return () => removeEventListener('resize', measure);
		});
	}

	get size(): Viewport {
		return seenAs(this.#mounting(), this.#window);
	}
}

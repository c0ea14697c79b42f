import { usualViewport, type Viewport } from './layout.ts';

/** The window's size; a usual television's until the page runs in a browser. */
export class WindowSize {
	size: Viewport = $state.raw(usualViewport);

	constructor() {
		$effect(() => {
			const measure = () => (this.size = { width: innerWidth, height: innerHeight });
			measure();
			addEventListener('resize', measure);
			return () => removeEventListener('resize', measure);
		});
	}
}

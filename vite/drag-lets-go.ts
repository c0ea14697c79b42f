import type { Plugin } from 'vite';

/** What the drag library keeps of every card that ever stood in a column: the card itself, for ever. */
const KEPT = /\b(let|var|const) elToIdx = new Map\(\);/;

/**
 * Makes svelte-dnd-action 0.9.79 let go of cards that left: it notes the place of each in a Map that it never
 * empties, so a board that stays open keeps everything it once showed (measured: 112,000 DOM nodes an
 * hour). It only gets and sets, which a WeakMap does as well. [SYNC10]
 *
 * @throws when the library no longer reads so: then it is mended there, or wants mending elsewhere
 */
export const dragLetsGo = (): Plugin => ({
	name: 'kanche:drag-lets-go',
	transform: {
		order: 'pre',
		filter: { id: /\/svelte-dnd-action\/(dist\/index\.m?js|src\/pointerAction\.js)/ },
		handler(code) {
			if (!KEPT.test(code)) throw new Error('svelte-dnd-action no longer keeps cards in elToIdx: look anew');
			return { code: code.replace(KEPT, '$1 elToIdx = new WeakMap();'), map: null };
		}
	}
});

import { untrack } from 'svelte';
import type { Drafts, Fields } from '../../forms/drafts.svelte.ts';

/**
 * Ties a form's fields to what is kept of it: filled with it at first, kept whenever they change. Call while a component
 * is made. [KEEP2]
 */
export function keepDraft(
	drafts: Drafts,
	form: string,
	read: () => Fields,
	write: (fields: Fields) => void
): void {
	const base = untrack(read);
	const kept = untrack(() => drafts.restore(form, base));
	if (kept) write(kept);
	$effect(() => {
		const typed = read();
		untrack(() => drafts.keep(form, base, typed));
	});
}

import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/** Milliseconds: as often as screens themselves speak. */
const LOOK_EVERY = 5_000;

/**
 * Loads the page's data anew every 5 s while somebody looks at it, and tells since when that has not been possible:
 * epoch milliseconds by the browser's clock, or null. Call while a component is made.
 */
export function lookAgain(): { readonly failingSince: number | null } {
	let failingSince: number | null = $state(null);
	$effect(() => {
		const looking = setInterval(async () => {
			if (document.hidden) return;
			// Without the network the page would give way to an error.
			const asked = { method: 'HEAD', signal: AbortSignal.timeout(LOOK_EVERY) };
			const there = await fetch(location.pathname, asked).catch(() => null);
			failingSince = there?.ok ? null : (failingSince ?? Date.now());
			// Looking anew would end a way that somebody has just taken from here.
			if (there?.ok && !navigating.to) await invalidateAll();
		}, LOOK_EVERY);
		return () => clearInterval(looking);
	});
	return {
		get failingSince() {
			return failingSince;
		}
	};
}

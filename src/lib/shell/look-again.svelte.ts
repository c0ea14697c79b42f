import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';
import { fetchWithin } from '../forms/fetch-within.ts';
import { type Freshness, freshnessOf } from '../model/freshness.ts';

/** Milliseconds: as often as screens themselves report. */
const LOOK_EVERY = 5_000;
const SECOND = 1_000;

/**
 * Reloads the page's data every 5 s while the page is visible, and says how old the data is. Call while a component
 * is made. [SYNC14]
 *
 * @param dataAt when the server made the page's data, epoch milliseconds by its clock
 * @param pauses while true the data is left as it is
 */
export function lookAgain(
	dataAt: () => number,
	pauses = () => false
): { readonly freshness: Freshness; readonly heardAt: number } {
	/** Milliseconds since the data was asked for, by the browser's steady clock. */
	let age = $state(0);
	let askedAt = performance.now();

	async function look(): Promise<void> {
		if (document.hidden || pauses()) return;
		const began = performance.now();
		// Without the network the page would give way to an error.
		const there = await fetchWithin(location.href, { method: 'HEAD' }, LOOK_EVERY).catch(() => null);
		// A reload of the data would cancel a navigation that has just begun.
		if (!there?.ok || navigating.to) return;
		await invalidateAll();
		askedAt = began;
		age = performance.now() - askedAt;
	}

	$effect(() => {
		const looking = setInterval(() => void look(), LOOK_EVERY);
		const ageing = setInterval(() => (age = performance.now() - askedAt), SECOND);
		const shown = () => void look();
		document.addEventListener('visibilitychange', shown);
		return () => {
			clearInterval(looking);
			clearInterval(ageing);
			document.removeEventListener('visibilitychange', shown);
		};
	});

	return {
		get freshness() {
			return freshnessOf(age);
		},
		get heardAt() {
			return dataAt();
		}
	};
}

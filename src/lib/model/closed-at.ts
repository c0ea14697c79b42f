import type { OpenWindows } from './open-time.ts';

// Apart from what walls load.

/** Whether a moment is known to lie outside the opening hours; closing time itself does not. [CAL4] */
export function isClosedAt(windows: OpenWindows, moment: number): boolean {
	const [first, last] = [windows[0], windows[windows.length - 1]];
	if (!first || !last || moment < first[0] || moment > last[1]) return false;
	return !windows.some(([opening, closing]) => opening < closing && opening <= moment && moment <= closing);
}

/** The moment from which `duration` milliseconds of opening hours pass until `to`; the first opening known where fewer do. */
export function takeOpenTime(windows: OpenWindows, to: number, duration: number): number {
	let left = duration;
	let first = to;
	for (const [opening, closing] of [...windows].reverse()) {
		if (opening >= to) continue;
		const end = Math.min(closing, to);
		if (left <= end - opening) return left === 0 ? to : end - left;
		left -= end - opening;
		first = opening;
	}
	return windows.length === 0 ? to - left : first;
}

/**
 * When the workshop is open: [opening, closing] in epoch milliseconds, ascending, without overlap. The
 * server lays them out in the workshop's time zone for some weeks around now; screens only add and
 * subtract, and so agree with it to the millisecond. [OUT1]
 */
export type OpenWindows = readonly (readonly [opening: number, closing: number])[];

/** Milliseconds of opening hours between two moments; 0 when `to` is not after `from`. */
export function openTimeBetween(windows: OpenWindows, from: number, to: number): number {
	if (to <= from) return 0;
	let total = 0;
	for (const [opening, closing] of windows) {
		if (opening >= to) break;
		total += Math.max(0, Math.min(closing, to) - Math.max(opening, from));
	}
	return total + outside(windows, from, to);
}

/** The moment by which `duration` milliseconds of opening hours have passed since `from`. */
export function addOpenTime(windows: OpenWindows, from: number, duration: number): number {
	let left = duration;
	let last = from;
	for (const [opening, closing] of windows) {
		if (closing <= from) continue;
		const start = Math.max(opening, from);
		if (left <= closing - start) return left === 0 ? from : start + left;
		left -= closing - start;
		last = closing;
	}
	return last + left;
}

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

/** Past the last window known every moment counts as open: a far date must not stall a projection. */
function outside(windows: OpenWindows, from: number, to: number): number {
	const last = windows.length > 0 ? windows[windows.length - 1] : undefined;
	const end = last ? last[1] : from;
	return Math.max(0, to - Math.max(from, end));
}

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

/** Past the last window known every moment counts as open: a far date must not stall a projection. */
function outside(windows: OpenWindows, from: number, to: number): number {
	const last = windows.length > 0 ? windows[windows.length - 1] : undefined;
	const end = last ? last[1] : from;
	return Math.max(0, to - Math.max(from, end));
}

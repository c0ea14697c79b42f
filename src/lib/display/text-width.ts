/*
 * Widths of text in em of its own size, near enough to decide what fits on a wall before it is drawn:
 * on the server too, and on televisions where measuring makes the page stutter. Inter and Noto Sans at
 * weight 650, rounded up.
 */
const widths: [RegExp, number][] = [
	[/[\u2e80-\uffef]/, 1],
	[/[MW@]/, 0.92],
	[/[A-Z+−]/, 0.72],
	[/[0-9]/, 0.63],
	[/[mw]/, 0.86],
	[/[fijlrt .,:′'()-]/, 0.34],
	[/\u2009/, 0.2]
];
const OTHER = 0.6;

export function textWidth(text: string): number {
	let total = 0;
	for (const sign of text) total += widths.find(([pattern]) => pattern.test(sign))?.[1] ?? OTHER;
	return total;
}

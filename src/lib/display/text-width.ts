/*
 * Widths of text in em of its own size, to decide what fits on a wall before it is drawn: on the server too, and
 * on televisions where measuring makes the page stutter. Inter at weight 650 with tabular figures, rounded up,
 * so that nothing is wider than this says; its lighter weights are narrower. Chinese fonts fill their square.
 */
const classes: [string, number][] = [
	['\u2009', 0.18],
	['ijlI .,:;\u00a0′', 0.28],
	["!'(/)·|", 0.39],
	['ftr', 0.41],
	['abcdeghknopqsuvxyz?', 0.63],
	['0123456789+−-=JLEF', 0.65],
	['BPRSTZ', 0.67],
	['ACDGHKNOQUVXY✓', 0.77],
	['w', 0.85],
	['mM', 0.93],
	['W@', 1.05]
];
/** Latin letters with marks. */
const MARKED = 0.78;
/** Chinese, Japanese, Korean, and signs of full width. */
const SQUARE = 1;
/** The widest of Cyrillic. */
const OTHER = 1.05;

const known = new Map<string, number>();
for (const [signs, width] of classes) for (const sign of signs) known.set(sign, width);

export function textWidth(text: string): number {
	let total = 0;
	for (const sign of text) {
		total +=
			known.get(sign) ??
			(sign >= '\u2e80' || sign === '…' ? SQUARE : sign >= 'À' && sign < '\u0250' ? MARKED : OTHER);
	}
	return total;
}

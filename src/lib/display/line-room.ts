import { GAP } from './fit.ts';

/** Lines of parts beside one another, and the room that the parts leave in each. Widths in em of plates. */
export class LineRoom<Part extends string> {
	#lines: readonly (readonly Part[])[];
	#widths: Record<Part, number>;
	#left: number[];

	/** @param widths of the parts, 0 for those that are left out; changed by `grow` and `fill` */
	constructor(lines: readonly (readonly Part[])[], widths: Record<Part, number>, room: number) {
		this.#lines = lines;
		this.#widths = widths;
		this.#left = lines.map((line) => {
			const parts = line.filter((part) => widths[part] > 0);
			const gaps = GAP * Math.max(0, parts.length - 1);
			return parts.reduce((left, part) => left - widths[part], room - gaps);
		});
	}

	/** Every line has room for its parts. */
	get fits(): boolean {
		return this.#left.every((left) => left >= 0);
	}

	/** −1: no line has it. */
	lineOf(part: Part): number {
		return this.#lines.findIndex((line) => line.includes(part));
	}

	/** Makes a part as wide as that where its line has room; whether it is. */
	grow(part: Part, to: number): boolean {
		const more = to - this.#widths[part];
		if (more <= 0) return true;
		const left = this.#leftFor(part);
		if (more > left) return false;
		this.#left[this.lineOf(part)] = left - more;
		this.#widths[part] = to;
		return true;
	}

	/** Makes a part as wide as that, or as its line has room. */
	fill(part: Part, to: number): void {
		this.grow(part, Math.min(to, this.#widths[part] + Math.max(0, this.#leftFor(part))));
	}

	/** A part that was left out takes the space beside it too. */
	#leftFor(part: Part): number {
		return (this.#left[this.lineOf(part)] ?? 0) - (this.#widths[part] > 0 ? 0 : GAP);
	}
}

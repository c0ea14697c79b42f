import { REST } from './layout.ts';
import { textWidth } from './text-width.ts';

/*
 * Which of many texts a line holds. What has no room is left out whole, the least worthy first: half a name or
 * half a number is worse than none. [DISP13] [DISP14] Widths in em of plates.
 */

/** Space between two parts of a line. */
export const GAP = 0.42;
/** Space between two words of different size. */
export const SPACE = 0.24;
/** An outlook's sign with the space behind it. */
export const SIGN = 1.05;

const chinese = /[\u2e80-\uffef]/;
/** A Chinese sign, or a word. */
const piece = /[\u2e80-\uffef]|[^\u2e80-\uffef\s]+|\s+/g;
/** A word that ends no name: and, for, of. */
export const joins = /(^| )[a-z]{1,3}$/;
/** Of a Chinese text fewer signs than this tell nothing. */
const LEAST_SIGNS = 2;

/** The width of texts beside one another in the smaller size. */
export const rest = (...texts: string[]): number => REST * textWidth(texts.filter(Boolean).join(' '));

/** How many parts, the most worthy first, stand beside one another in a room. */
export function fitCount(widths: readonly number[], room: number): number {
	let left = room;
	const first = widths.findIndex((width) => (left -= width) < -0.001);
	return first < 0 ? widths.length : first;
}

/** The first of several forms of a text that fits; empty where none does. */
export const firstFitting = (forms: readonly string[], room: number): string =>
	forms.find((form) => rest(form) <= room) ?? '';

/**
 * As much of a text as fits, cut between words; a Chinese one between signs, with an ellipsis. Empty where not
 * even its beginning fits.
 */
export function cutToFit(text: string, room: number): string {
	if (rest(text) <= room) return text;
	const pieces = text.match(piece) ?? [];
	const end = chinese.test(text) ? '…' : '';
	while (pieces.length > 0) {
		pieces.pop();
		const kept = pieces.join('').trim();
		const ends = kept.length >= LEAST_SIGNS && !joins.test(kept);
		if (ends && rest(kept + end) <= room) return kept + end;
	}
	return '';
}

/** A person's name and a shorter form of it: Dean Woods, Dean W. Chinese ones stay whole. */
export function nameForms(name: string): string[] {
	const [first = '', ...others] = name.split(' ');
	const last = others[others.length - 1];
	return chinese.test(name) || !last ? [name] : [name, `${first} ${[...last][0] ?? ''}.`];
}

/** What serves this share of the rows: one long text must not cost all others their room. */
export function served(widths: readonly number[], share = 0.8): number {
	const sorted = [...widths].sort((a, b) => a - b);
	return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
}

export const widest = <Item>(items: readonly Item[], width: (item: Item) => number): number =>
	items.reduce((most, item) => Math.max(most, width(item)), 0);

import { cutToFit, fitCount, firstFitting, rest } from './fit.ts';
import type { Layout } from './layout.ts';
import { textWidth } from './text-width.ts';

/*
 * What stands in the lines above and below the cars: the most worthy first, and nothing that has no room. Widths
 * in em of plates. [DISP13]
 */

/** Between two texts. */
const GAP = 0.5;
/** A clock is a fifth larger than plates, weight 650. */
const CLOCK = 1.2 * 2.95 + GAP;
/** A workshop's name is given this share of the line before the other counts are. */
const NAME_SHARE = 0.42;

const roomOf = ({ ems, margin }: Layout): number => ems - 2 * margin;

export interface Header {
	/** As much of the name as there is room for. */
	name: string;
	date: string;
	/** How many counts, from the first. */
	counts: number;
}

/** Beside the clock: the first count, whose wall it is, the other counts, the date. */
export function headerOf(layout: Layout, name: string, date: string, counts: readonly string[]): Header {
	const widths = counts.map((text) => GAP + rest(text));
	const room = roomOf(layout) - CLOCK;
	const [first = 0] = widths;
	const named = cutToFit(name, Math.min(room - first, Math.max(NAME_SHARE * room, room - sum(widths))));
	const shown = fitCount(widths, room - rest(named));
	const left = room - sum(widths.slice(0, shown));
	const whole = cutToFit(name, left);
	const dated = shown === counts.length && whole === name && GAP + rest(name, date) <= left;
	return { name: whole, date: dated ? date : '', counts: shown };
}

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

export interface Sentence {
	text: string;
	/** There is room for the size of plates. */
	large: boolean;
	/** There is room for the clock beside it. */
	clock: boolean;
}

/** A sentence over the whole width, in the first of its forms that has room; the clock gives way to it. */
export function sentenceOf(layout: Layout, forms: readonly string[]): Sentence {
	const room = roomOf(layout);
	const [whole = ''] = forms;
	const beside = firstFitting([whole], room - CLOCK);
	const text = beside || firstFitting(forms, room) || forms[forms.length - 1] || '';
	return { text, large: textWidth(text) <= room - (beside ? CLOCK : 0), clock: beside !== '' };
}

/**
 * What a footer tells, the most worthy first, each in several forms from the longest to the shortest: as much as
 * possible of it, then as long as possible. Empty: left out.
 */
export function footOf(layout: Layout, told: readonly (readonly string[])[]): string[] {
	const shortest = told.map((forms) => forms[forms.length - 1] ?? '');
	const widths = shortest.map((text) => (text ? GAP + rest(text) : 0));
	const count = fitCount(widths, roomOf(layout) + GAP);
	let left = roomOf(layout) + GAP - sum(widths.slice(0, count));
	return told.map((forms, index) => {
		if (index >= count) return '';
		const short = shortest[index] ?? '';
		const text = firstFitting(forms, rest(short) + left);
		left -= rest(text) - rest(short);
		return text;
	});
}

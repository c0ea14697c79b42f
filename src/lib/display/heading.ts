import { cutToFit, firstFitting, rest } from './fit.ts';
import type { Part } from './groups.ts';

/** Between two texts of a heading, and the sign of what must be acted on with the space behind it, em of plates. */
const GAP = 0.33;
const SIGN = 0.9;

export interface Heading {
	name: string;
	/** Empty where it has no room. */
	note: string;
	part: string;
}

/** What stands above a group: its name in the longest form that has room, which of its columns this is, its note. */
export function headingOf({ id, forms, note, part, parts }: Part, width: number): Heading {
	const which = parts > 1 ? `${part}/${parts}` : '';
	const room = width - (id === 'pinned' ? SIGN : 0);
	const space = (text: string) => (text ? GAP + rest(text) : 0);
	for (const [beside, column] of [
		[note, which],
		['', which]
	] as const) {
		const name = firstFitting(forms, room - space(beside) - space(column));
		if (name) return { name, note: beside, part: column };
	}
	const [whole = ''] = forms;
	return { name: firstFitting(forms, room) || cutToFit(whole, room), note: '', part: '' };
}

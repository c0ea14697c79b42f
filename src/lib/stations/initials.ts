import { type Locale, nameHeadings } from '../languages/languages.ts';

/** People under one heading, in their order. */
export interface Initial<Named> {
	/** A, B ... as pinyin spells the name; in Taiwan the strokes of its first character. */
	label: string;
	named: Named[];
}

/**
 * Collations know where each heading begins: CLDR puts a mark there, U+FDD0 and then the letter, or a
 * character whose code tells the number of strokes.
 */
const MARK = '\ufdd0';
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const pinyin = { collation: 'zh-u-co-pinyin', headings: letters.map((label) => ({ label, mark: label })) };
const strokes = {
	collation: 'zh-TW-u-co-stroke',
	headings: Array.from({ length: 30 }, (_, at) => ({
		...{ label: String(at + 1), mark: String.fromCharCode(0x2801 + at) }
	}))
};
const ways = { pinyin, strokes };

/** Names under the headings under which people of that language look them up. */
export function byInitial<Named extends { name: string }>(
	people: readonly Named[],
	locale: Locale
): Initial<Named>[] {
	const { collation, headings } = ways[nameHeadings[locale]];
	const { compare } = new Intl.Collator(collation, { numeric: true });
	const labelOf = (name: string): string => {
		const first = name.normalize('NFD').charAt(0).toUpperCase();
		// All Latin letters come behind the last heading.
		if (letters.includes(first)) return first;
		return headings.findLast(({ mark }) => compare(MARK + mark, name) <= 0)?.label ?? '#';
	};
	const groups = new Map<string, Named[]>();
	for (const one of people.toSorted((a, b) => compare(a.name, b.name))) {
		const label = labelOf(one.name);
		groups.set(label, [...(groups.get(label) ?? []), one]);
	}
	const inOrder = new Intl.Collator('en', { numeric: true }).compare;
	return [...groups].map(([label, named]) => ({ label, named })).sort((a, b) => inOrder(a.label, b.label));
}

import { handedOver, headerWords, type Field } from './header-words.ts';
import { longestHeader } from './limits.ts';
import { cellText, plainWord } from './text.ts';

export type { Field };

export const requiredFields: Field[] = ['orderNumber', 'plate'];

/** Fields of which every column counts, not only the best named. */
const together: Field[] = ['closed', 'leftAt'];
const moments: Field[] = ['bookedAt', 'arrivedAt', 'promise', 'leftAt'];

const meanings = new Map<string, { field: Field; rank: number }>();
for (const [field, words] of Object.entries(headerWords) as [Field, string][])
	words.split(' ').forEach((word, rank) => meanings.set(word, { field, rank }));

/** Headers are bounded before they are looked at: a bracket that never closes is searched to the end, at each one. */
const bare = (header: string) =>
	plainWord(header.length > longestHeader ? '' : header)
		.replace(/[([{【〔「].*?[)\]}】〕」]/g, '')
		.replace(/[^a-z0-9一-鿿]/g, '');

const dateWord = /日期|date/;
const timeWord = /时间|时刻|time/;
/** What two headers of one moment have in common: 进厂 of 进厂日期 and 进厂时间. */
const stem = (word: string) => word.replace(/日期|时间|时刻|date|time/, '');

export interface Columns {
	/** Where each field stands, from 0. */
	at: Map<Field, number>;
	/** Where the rest of a moment stands whose date and time of day are two columns. */
	clock: Map<Field, number>;
	/** Further columns of `together`. */
	more: Map<Field, number[]>;
	/** The cells of the header row; what lies to the right of the last one has no name. */
	headers: string[];
	/** Named columns that are not read, as they are written. */
	ignored: string[];
}

interface Named {
	index: number;
	word: string;
	rank: number;
}

/** A header, and what stands above it: 姓名 below 客户 is 客户姓名. */
function named(header: string, above: string): { word: string; field?: Field; rank?: number } {
	const [below, top] = [bare(header), bare(above)];
	const word = [top + below, below].find((word) => meanings.has(word)) ?? (below || top);
	return { word, ...meanings.get(word) };
}

/**
 * What the cells of a row mean if it is the header.
 *
 * @param above the row above, where the header has two: names of groups
 */
export function recogniseColumns(cells: string[], above: string[] = []): Columns {
	const groups = above.map(cellText);
	const headers = cells.map(cellText).map((header, index) => header || (groups[index] ?? ''));
	while (headers.at(-1) === '') headers.pop();
	const words = headers.map((header, index) => named(header, groups[index] ?? ''));
	const found = new Map<Field, Named[]>();
	words.forEach(({ word, field, rank = 0 }, index) => {
		if (field) found.set(field, [...(found.get(field) ?? []), { index, word, rank }]);
	});
	if (found.has('promise'))
		words.forEach(({ word, field }, index) => {
			if (field || !handedOver.test(word)) return;
			found.set('leftAt', [...(found.get('leftAt') ?? []), { index, word, rank: Infinity }]);
		});
	const columns: Columns = { at: new Map(), clock: new Map(), more: new Map(), headers, ignored: [] };
	const used = new Set<number>();
	for (const [field, candidates] of found) {
		const [best, ...rest] = candidates.sort((a, b) => a.rank - b.rank || a.index - b.index);
		if (!best) continue;
		columns.at.set(field, best.index);
		const clock = moments.includes(field) ? otherHalf(best, rest, words) : undefined;
		if (clock !== undefined) columns.clock.set(field, clock);
		else if (together.includes(field))
			columns.more.set(
				field,
				rest.map(({ index }) => index)
			);
		for (const index of [best.index, clock ?? best.index, ...(columns.more.get(field) ?? [])])
			used.add(index);
	}
	columns.ignored = headers.filter((header, index) => header !== '' && !used.has(index));
	return columns;
}

/** Where the date stands to a time of day, or the other way round: of the same stem, or a bare 时间 beside it. */
function otherHalf(best: Named, rest: Named[], words: { word: string }[]): number | undefined {
	const wanted = dateWord.test(best.word) ? timeWord : dateWord;
	const half = rest.find(({ word }) => wanted.test(word) && stem(word) === stem(best.word));
	if (half) return half.index;
	const beside = words[best.index + 1]?.word ?? '';
	return dateWord.test(best.word) && /^(?:时间|时刻|time)$/.test(beside) ? best.index + 1 : undefined;
}

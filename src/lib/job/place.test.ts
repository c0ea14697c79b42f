import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byRank, type Placed, rankAtEnd, rankBetween } from './place.ts';

const [a, b, c]: Placed[] = [
	{ id: 'a', position: 'a0' },
	{ id: 'b', position: 'a1' },
	{ id: 'c', position: 'a2' }
] as [Placed, Placed, Placed];
const column = [c, a, b];

/** The ids of the column with the card `x` dropped into it. */
const dropped = (after: string | null, before: string | null, cards: readonly Placed[] = column): string =>
	[...cards.filter(({ id }) => id !== 'x'), { id: 'x', position: rankBetween(cards, { after, before }, 'x') }]
		.sort(byRank)
		.map(({ id }) => id)
		.join('');

describe('[MOVE3] a card dropped', () => {
	test.each<[string, string | null, string | null, string]>([
		['between its neighbours', 'a', 'b', 'axbc'],
		['at the top', null, 'a', 'xabc'],
		['at the end', 'c', null, 'abcx'],
		['with the lower one gone, behind the upper', 'a', 'gone', 'axbc'],
		['with the upper one gone, before the lower', 'gone', 'b', 'axbc'],
		['with both gone, at the end', 'gone', 'away', 'abcx'],
		['with its neighbours no longer side by side, behind the upper', 'a', 'c', 'axbc'],
		['with its neighbours changed about, behind the upper', 'c', 'a', 'abcx'],
		['naming itself, before the lower', 'x', 'b', 'axbc']
	])('%s', (_, after, before, expected) => {
		expect(dropped(after, before)).toBe(expected);
	});

	test('into an empty column, and where it stands already', () => {
		expect(dropped(null, null, [])).toBe('x');
		expect(dropped('a', 'b', [...column, { id: 'x', position: 'a9' }])).toBe('axbc');
	});

	test('between two of one rank, still gets a rank of its own', () => {
		const twins = [a, { id: 'b', position: 'a0' }, c];
		expect(dropped('a', 'b', twins)).toBe('abxc');
	});

	test('ranks compare by code unit, never by locale', () => {
		expect(
			[
				{ id: '1', position: 'a0' },
				{ id: '2', position: 'Zz' }
			].sort(byRank)[0]?.id
		).toBe('2');
	});
});

test('[MOVE3] however cards are dropped, no two have the same rank and each stands where it was put', () => {
	const drop = fc.record({ card: fc.nat(9), at: fc.nat(20), lost: fc.boolean() });
	fc.assert(
		fc.property(fc.array(drop, { maxLength: 60 }), (drops) => {
			let cards: Placed[] = [];
			for (const { card, at, lost } of drops) {
				const id = String(card);
				const others = cards.filter((other) => other.id !== id).sort(byRank);
				const index = at % (others.length + 1);
				const above = others[index - 1]?.id ?? null;
				const neighbours = { after: above, before: lost ? 'gone' : (others[index]?.id ?? null) };
				const position = above === null && lost ? rankAtEnd(cards, id) : rankBetween(cards, neighbours, id);
				cards = [...others, { id, position }].sort(byRank);
				expect(new Set(cards.map((placed) => placed.position)).size).toBe(cards.length);
				const stands = cards.findIndex((placed) => placed.id === id);
				expect(stands).toBe(above === null && lost ? cards.length - 1 : index);
			}
		})
	);
});

import { describe, expect, test } from 'vitest';
import { type Hover, ItemLists, neighboursAt, withHover } from './dragging.ts';

const list = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (items: readonly { id: string }[]) => items.map((item) => item.id).join('');
const hover = (more: Partial<Hover>): Hover => ({
	...{ jobId: 'x', stageId: 's', item: { id: '*' }, index: 0, after: null, before: null },
	...more
});

describe('a column under a hovering card', () => {
	test('shows the stand-in behind the card above it, whatever moved meanwhile', () => {
		expect(ids(withHover(list('a', 'b', 'c'), 's', hover({ after: 'b', before: 'c' })))).toBe('ab*c');
		expect(ids(withHover(list('n', 'b', 'a'), 's', hover({ after: 'b', before: 'c' })))).toBe('nb*a');
	});

	test('goes before the lower neighbour when the upper one has left, else to where it stood', () => {
		expect(ids(withHover(list('a', 'c'), 's', hover({ after: 'b', before: 'c' })))).toBe('a*c');
		expect(ids(withHover(list('a', 'd'), 's', hover({ after: 'b', before: 'c', index: 1 })))).toBe('a*d');
		expect(ids(withHover([], 's', hover({ after: 'b', before: 'c', index: 5 })))).toBe('*');
	});

	test('does not show the card itself a second time, there or in its old column', () => {
		expect(ids(withHover(list('x', 'a'), 's', hover({ after: 'a' })))).toBe('a*');
		expect(ids(withHover(list('x', 'a'), 'other', hover({})))).toBe('a');
	});

	test('is the same array where the card neither is nor was', () => {
		const items = list('a', 'b');
		expect(withHover(items, 'other', hover({}))).toBe(items);
		expect(withHover(items, 's', null)).toBe(items);
	});
});

test('[MOVE1] a drop names the cards above and below, null at the ends', () => {
	expect(neighboursAt(list('a', 'x', 'b'), 1)).toEqual({ after: 'a', before: 'b' });
	expect(neighboursAt(list('x', 'b'), 0)).toEqual({ after: null, before: 'b' });
	expect(neighboursAt(list('x'), 0)).toEqual({ after: null, before: null });
});

test('a column keeps its list until a card comes, goes or changes place', () => {
	const lists = new ItemLists();
	const first = lists.of('s', list('a', 'b'));
	expect(lists.of('s', list('a', 'b'))).toBe(first);
	expect(ids(lists.of('s', list('b', 'a')))).toBe('ba');
});

import { expect, test } from 'vitest';
import { marksOf, revisionOf } from './marks.ts';

const frame = (event: string, content: unknown) => Buffer.from(`42${JSON.stringify([event, content])}`);
const span = { worked: [{ from: 1, to: 2 }] };

test('the numbers are the change’s, not a card’s, in whatever order they stand', () => {
	const change = { epoch: 'e', from: 12, to: 345, changed: [span], gone: [] };
	expect(marksOf(frame('change', change))).toEqual({ from: 12, to: 345 });
	const other = { changed: [span], gone: [], epoch: 'e', from: 12, to: 345 };
	expect(marksOf(frame('change', other))).toEqual({ from: 12, to: 345 });
});

test('any other frame is none', () => {
	expect(marksOf(frame('pulse', { epoch: 'e', revision: 3, from: 1, to: 2 }))).toBeNull();
});

test('the revision is the snapshot’s, in whatever order it stands', () => {
	const answer = (snapshot: object) => Buffer.from(JSON.stringify([{ ok: true, now: 1, snapshot }]));
	expect(revisionOf(answer({ epoch: 'e', revision: 9, cards: [] }))).toBe(9);
	expect(revisionOf(answer({ cards: [{ revision: 1 }], epoch: 'e', revision: 9 }))).toBe(9);
	expect(() => revisionOf(Buffer.from('[{"ok":false,"code":"denied"}]'))).toThrow();
});

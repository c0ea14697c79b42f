import { gzipSync } from 'node:zlib';
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

test('the revision is the snapshot’s, in whatever order it stands, packed or not', () => {
	const answer = (reply: object) => ({ text: Buffer.from(JSON.stringify([reply])), packed: null });
	for (const snapshot of [
		{ epoch: 'e', revision: 9, cards: [] },
		{ cards: [{ revision: 1 }], epoch: 'e', revision: 9 }
	]) {
		expect(revisionOf(answer({ ok: true, now: 1, snapshot }))).toBe(9);
		const packed = gzipSync(JSON.stringify(snapshot));
		expect(revisionOf({ text: Buffer.from('[{}]'), packed })).toBe(9);
		expect(revisionOf({ text: Buffer.from('[{}]'), packed: Buffer.from(packed) })).toBe(9);
	}
	const other = gzipSync(JSON.stringify({ epoch: 'e', revision: 10, cards: [] }));
	expect(revisionOf({ text: Buffer.from('[{}]'), packed: other })).toBe(10);
	expect(() => revisionOf(answer({ ok: false, code: 'denied' }))).toThrow();
});

import { describe, expect, test } from 'vitest';
import type { Change } from './protocol.ts';
import { applyChange, fromSnapshot, isBehind, type Replica } from './replica.ts';

interface Card {
	id: string;
	stage: string;
}

const replica: Replica<Card, null> = fromSnapshot({
	...{ epoch: 'e', revision: 5, meta: null },
	cards: [
		{ id: 'a', stage: 'waiting' },
		{ id: 'b', stage: 'waiting' }
	]
});
const change = (from: number, to: number, more: Partial<Change<Card>> = {}): Change<Card> => ({
	...{ epoch: 'e', from, to, changed: [{ id: 'a', stage: 'repair' }], gone: ['b'] },
	...more
});

describe('a change', () => {
	test('[SYNC3] brings whole cards and takes those gone, and leaves the earlier replica as it was', () => {
		const { replica: next, behind } = applyChange(replica, change(5, 7));
		expect(next).toMatchObject({ epoch: 'e', revision: 7 });
		expect([...next.cards.values()]).toEqual([{ id: 'a', stage: 'repair' }]);
		expect(behind).toBe(false);
		expect(replica.cards.size).toBe(2);
	});

	test('[SYNC3] twice, or overlapping, does no harm', () => {
		const once = applyChange(replica, change(5, 7)).replica;
		expect(applyChange(once, change(5, 7))).toEqual({ replica: once, behind: false });
		const wider = applyChange(once, change(3, 8)).replica;
		expect(wider.revision).toBe(8);
		expect(wider.cards).toEqual(once.cards);
	});

	test('[SYNC4] an older one is dropped', () => {
		expect(applyChange(replica, change(3, 5))).toEqual({ replica, behind: false });
	});

	test('[SYNC4] [SYNC5] one that leaves a gap is not applied, and asks for what lacks', () => {
		expect(applyChange(replica, change(6, 7))).toEqual({ replica, behind: true });
	});

	test('[SYNC5] one of another line of revisions is not applied either', () => {
		expect(applyChange(replica, change(5, 6, { epoch: 'f' }))).toEqual({ replica, behind: true });
	});
});

test('[SYNC6] a pulse ahead, or of another line, shows that the replica is behind', () => {
	expect(isBehind(replica, { epoch: 'e', revision: 5 })).toBe(false);
	expect(isBehind(replica, { epoch: 'e', revision: 4 })).toBe(false);
	expect(isBehind(replica, { epoch: 'e', revision: 6 })).toBe(true);
	expect(isBehind(replica, { epoch: 'f', revision: 1 })).toBe(true);
});

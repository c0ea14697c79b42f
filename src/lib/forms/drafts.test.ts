import { describe, expect, test, vi } from 'vitest';
import { Drafts } from './drafts.svelte.ts';

/** A tab's storage; `full` lets nothing in. */
function tab({ full = false } = {}): Storage {
	const items: Record<string, string> = {};
	const hidden = { enumerable: false };
	return Object.defineProperties(items, {
		getItem: { value: (key: string) => items[key] ?? null, ...hidden },
		removeItem: { value: (key: string) => void delete items[key], ...hidden },
		setItem: {
			value: (key: string, text: string) => {
				if (full) throw new Error('QuotaExceededError');
				items[key] = text;
			},
			...hidden
		}
	}) as unknown as Storage;
}

const empty = { text: '', bay: 'one' };

describe('[KEEP2] what is typed and not sent', () => {
	test('is restored after a reload, for the same person only', () => {
		const storage = tab();
		new Drafts('one/zhou', storage).keep('job/note', empty, { ...empty, text: '看' });
		expect(new Drafts('one/zhou', storage).restore('job/note', empty)).toEqual({ ...empty, text: '看' });
		expect(new Drafts('one/lin', storage).any).toBe(false);
	});

	test('leaves to others what was not typed in', () => {
		const drafts = new Drafts('one/zhou', tab());
		drafts.keep('job/dispatch', empty, { ...empty, text: '看' });
		expect(drafts.restore('job/dispatch', { text: '', bay: 'two' })).toEqual({ text: '看', bay: 'two' });
	});

	test('is none once it is as before, or was sent', () => {
		const storage = tab();
		const drafts = new Drafts('one/zhou', storage);
		drafts.keep('a', empty, { ...empty, text: '看' });
		drafts.keep('b', empty, { ...empty, text: '看' });
		drafts.keep('a', empty, { ...empty });
		drafts.drop('b');
		expect([drafts.any, Object.keys(storage)]).toEqual([false, []]);
	});

	test('goes after twelve hours', () => {
		const storage = tab();
		new Drafts('one/zhou', storage).keep('a', empty, { ...empty, text: '看' });
		vi.useFakeTimers({ now: Date.now() + 12 * 3_600_000 + 1 });
		expect(new Drafts('one/zhou', storage).any).toBe(false);
		expect(Object.keys(storage)).toEqual([]);
		vi.useRealTimers();
	});

	test('is kept in memory where the browser has no room, and junk is none', () => {
		const drafts = new Drafts('one/zhou', tab({ full: true }));
		drafts.keep('a', empty, { ...empty, text: '看' });
		expect(drafts.restore('a', empty)?.text).toBe('看');
		const storage = tab();
		storage.setItem('draft:one/zhou:a', '{');
		expect(new Drafts('one/zhou', storage).any).toBe(false);
	});
});

import { describe, expect, test } from 'vitest';
import { after, answered, closed, opened } from '../../case/case.testing.ts';
import { caseCard } from '../../feeds/cases.ts';
import { overlayCases, type Told } from './case-overlay.ts';

const open = caseCard(after(null, opened()));
const told = caseCard(after(after(null, opened()), answered()));
const over = caseCard(after(after(null, opened()), answered(), closed()));
const at = (revision: number, epoch = 'e') => ({ epoch, revision });
const shown = (told: Told[], feed = at(4), cards = [open]) =>
	[...overlayCases(new Map(cards.map((card) => [card.id, card])), told, feed).values()].map(
		({ status }) => status
	);

describe('[SYNC7] a case that was answered for before the feed tells it', () => {
	test('is shown as the answer made it until the feed has come as far', () => {
		expect(shown([{ of: told, done: at(5) }])).toEqual(['answered']);
		expect(shown([{ of: told, done: at(5) }], at(5))).toEqual(['open']);
		expect(shown([{ of: told, done: at(5) }], at(1, 'another'))).toEqual(['open']);
	});

	test('leaves the list when it is closed, and comes when it is made', () => {
		expect(shown([{ of: over, done: at(5) }])).toEqual([]);
		expect(shown([{ of: open, done: at(5) }], at(4), [])).toEqual(['open']);
	});

	test('gives way to a newer one of the feed', () => {
		expect(shown([{ of: open, done: at(5) }], at(4), [told])).toEqual(['answered']);
	});

	test('as a refusal showed it replaces an older one, and brings back none that has left', () => {
		expect(shown([{ of: told, done: null }])).toEqual(['answered']);
		expect(shown([{ of: told, done: null }], at(4), [])).toEqual([]);
	});
});

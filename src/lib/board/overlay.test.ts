import { describe, expect, test } from 'vitest';
import { after, jobIn, moveTo, stages } from '../job/job.testing.ts';
import { isIn, overlay, type Pending } from './overlay.ts';

const feed = { epoch: 'one', revision: 7 };
const job = jobIn(stages.repair);
const moved = after(job, moveTo(stages.inspection));
const cards = new Map([[job.id, job]]);
const pending = (more: Partial<Pending> = {}): Pending => ({
	commandId: 'c',
	job: moved,
	done: null,
	...more
});

describe('what is commanded and not confirmed', () => {
	test('lies over the feed', () => {
		expect(overlay(cards, [pending()], feed).get(job.id)).toBe(moved);
		expect(cards.get(job.id)).toBe(job);
	});

	test('gives way to the version it made, even before its acknowledgement', () => {
		const confirmed = { ...moved, ticket: 'B01' };
		expect(overlay(new Map([[job.id, confirmed]]), [pending()], feed).get(job.id)).toBe(confirmed);
	});

	test('stays while it is acknowledged and the feed is not that far', () => {
		const entry = pending({ done: { epoch: 'one', revision: 8 } });
		expect(overlay(cards, [entry], feed).get(job.id)).toBe(moved);
		expect(isIn(entry, { epoch: 'one', revision: 8 })).toBe(true);
	});

	test('takes a job that left the board away, and does not bring back one that is gone from the feed', () => {
		const delivered = after(jobIn(stages.ready), { type: 'deliver' });
		expect(overlay(new Map([[job.id, job]]), [pending({ job: delivered })], feed).size).toBe(0);
		const done = { epoch: 'one', revision: 6 };
		expect(overlay(new Map(), [pending({ done })], feed).size).toBe(0);
	});

	test('means nothing in another line of revisions', () => {
		expect(isIn(pending({ done: { epoch: 'two', revision: 99 } }), feed)).toBe(true);
	});

	test('the same map where nothing is on its way', () => {
		expect(overlay(cards, [], feed)).toBe(cards);
	});
});

import { describe, expect, test } from 'vitest';
import {
	after,
	book,
	contextOf,
	type Draft,
	given,
	HOUR,
	jobIn,
	MINUTE,
	NOW,
	order,
	stages
} from './job.testing.ts';

const revise = (promise: number, reason = ''): Draft => ({ type: 'revisePromise', promise, reason });

describe('promise', () => {
	test('[PROM1] [PROM2] a new one needs a reason, shows the old one, and leaves the first as it is', () => {
		const job = given(jobIn(stages.repair))
			.when(revise(NOW + 6 * HOUR, '加项'))
			.then({ type: 'promiseRevised', promise: NOW + 6 * HOUR, previous: order.promise!, reason: '加项' });
		expect(job).toMatchObject({
			firstPromise: order.promise,
			promise: NOW + 6 * HOUR,
			promiseChange: { from: order.promise, reason: '加项', at: NOW }
		});
		given(jobIn(stages.repair))
			.when(revise(NOW + 6 * HOUR))
			.refuses('textRequired');
	});

	test('[PROM1] the first one given needs no reason and is kept for ever', () => {
		const job = given(after(null, book({ promise: null })))
			.when(revise(NOW + HOUR))
			.then({ type: 'promiseRevised', previous: null });
		expect(job).toMatchObject({ firstPromise: NOW + HOUR, promise: NOW + HOUR, promiseChange: null });
		expect(after(job, revise(NOW + 2 * HOUR, '待料')).firstPromise).toBe(NOW + HOUR);
	});

	test('[PROM2] not one that has passed, give or take five minutes, nor the same again', () => {
		given(jobIn())
			.when(revise(NOW - 6 * MINUTE, '晚了'))
			.refuses('promiseInPast');
		given(jobIn())
			.when(revise(NOW - 5 * MINUTE, '现在'))
			.then({ type: 'promiseRevised' });
		given(jobIn()).when(revise(order.promise!, '不变')).refuses('samePromise');
		const passed = contextOf({ now: order.promise! + HOUR });
		given(jobIn(), passed).when(revise(order.promise!, '不变')).refuses('samePromise');
	});
});

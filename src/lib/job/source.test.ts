import { describe, expect, test } from 'vitest';
import { after, book, type Draft, given, HOUR, jobIn, NOW, order, stages, uuid } from './job.testing.ts';
import type { Job, Order } from './job.ts';

/** A later reading of the same work order. */
const reading = (more: Partial<Order> = {}, arrivedAt: number | null = null): Draft => ({
	...{ type: 'readSource', order: { ...order, ...more }, arrivedAt }
});
const imported = (more: Partial<Order> = {}): Job => after(null, book(more, { fromSource: true }));

describe('a later reading of the dealer’s system', () => {
	test('[IMP2] the same again changes nothing', () => {
		given(imported()).when(reading()).refuses('nothingChanged');
		given(after(imported(), { type: 'note', text: '看过' }))
			.when(reading())
			.refuses('nothingChanged');
	});

	test('[IMP3] takes what changed there', () => {
		const job = given(imported())
			.when(reading({ work: '大保养', vehicle: { ...order.vehicle, colour: '黑' } }))
			.then(
				{ type: 'amended', order: { work: '大保养', vehicle: { ...order.vehicle, colour: '黑' } } },
				{ type: 'sourceRead' }
			);
		expect(job).toMatchObject({ work: '大保养', version: 2, source: { work: '大保养' } });
	});

	test('[IMP3] what people changed on the board stays, field by field', () => {
		const mine = after(imported(), {
			type: 'amend',
			order: { work: '我们的', customer: { name: '赵一一', phone: '13800000001' } }
		});
		const job = given(mine)
			.when(reading({ work: '他们的', remark: '新', customer: { name: '赵二', phone: '13900000002' } }))
			.then({ type: 'amended' }, { type: 'sourceRead' });
		expect(job).toMatchObject({
			work: '我们的',
			remark: '新',
			customer: { name: '赵一一', phone: '13900000002' }
		});
		given(job)
			.when(reading({ work: '他们的', remark: '新', customer: { name: '赵二', phone: '13900000002' } }))
			.refuses('nothingChanged');
	});

	test('[IMP3] [PROM1] a promise changed there is revised here, unless people revised it', () => {
		const promise = NOW + 8 * HOUR;
		const job = given(imported())
			.when(reading({ promise }))
			.then({ type: 'promiseRevised' }, { type: 'sourceRead' });
		expect(job).toMatchObject({ promise, firstPromise: order.promise });
		const mine = after(imported(), { type: 'revisePromise', promise: NOW + 5 * HOUR, reason: '客户要求' });
		expect(given(mine).when(reading({ promise })).then({ type: 'sourceRead' }).promise).toBe(NOW + 5 * HOUR);
	});

	test('[IMP3] [JOB4] an arrival there is an arrival here, once', () => {
		const job = given(imported())
			.when(reading({}, NOW - HOUR))
			.then({ type: 'checkedIn', arrivedAt: NOW - HOUR });
		given(job)
			.when(reading({}, NOW - HOUR))
			.refuses('nothingChanged');
		given(imported(), { stages: [stages.booked] })
			.when(reading({}, NOW))
			.refuses('noStage');
	});

	test('[IMP3] a job made on the board takes from it only what it lacks', () => {
		const job = given(after(null, book({ remark: '', work: '我们的' })))
			.when(reading({ remark: '他们的', work: '他们的' }))
			.then({ type: 'amended', order: { remark: '他们的' } }, { type: 'sourceRead' });
		expect(job).toMatchObject({ work: '我们的', remark: '他们的' });
	});

	test('[JOB7] [FEED5] names no advisor who is none of this workshop', () => {
		given(imported())
			.when(reading({ advisorId: uuid(99) }))
			.refuses('unknownAdvisor');
	});

	test('[JOB1] leaves a job alone that has left the board', () => {
		const delivered = after(jobIn(stages.ready), { type: 'deliver' });
		given(delivered)
			.when(reading({ work: '大保养' }))
			.refuses('nothingChanged');
	});
});

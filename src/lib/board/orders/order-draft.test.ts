import { describe, expect, test } from 'vitest';
import { jobIn, stages } from '../../job/job.testing.ts';
import { changesOf, detailsOf, OrderDraft } from './order-draft.svelte.ts';

const job = jobIn(stages.repair);
const before = detailsOf(job);

describe('an order typed in', () => {
	test('read back unchanged is the order it began with', () => {
		expect(new OrderDraft(before).read()).toEqual(before);
	});

	test('takes a plate typed in any way, and hours with a comma', () => {
		const draft = new OrderDraft(before);
		draft.plate = ' 豫k·7a76s ';
		draft.hours = '2,5';
		expect(draft.read()).toMatchObject({ vehicle: { plate: '豫K7A76S' }, standardHours: 2.5 });
	});

	test('says beside each field what is wrong', () => {
		const draft = new OrderDraft(null);
		draft.hours = 'two';
		expect(draft.read()).toBeNull();
		expect(draft.problems).toMatchObject({ plate: expect.any(String), hours: expect.any(String) });
	});
});

describe('changes of an order', () => {
	test('are only what was typed over', () => {
		const typed = { ...before, work: '大保养', customer: { ...before.customer, phone: '13900000002' } };
		expect(changesOf(before, typed, job)).toEqual({ work: '大保养', customer: typed.customer });
		expect(changesOf(before, before, job)).toEqual({});
	});

	test('leave what others changed meanwhile in the same vehicle', () => {
		const now = { ...job, vehicle: { ...job.vehicle, colour: '黑' } };
		const typed = { ...before, vehicle: { ...before.vehicle, model: 'Passat' } };
		expect(changesOf(before, typed, now)).toEqual({
			vehicle: { ...before.vehicle, model: 'Passat', colour: '黑' }
		});
	});
});

import { describe, expect, test } from 'vitest';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { locales } from '../languages/locale.ts';
import type { JobEvent } from '../job/event.ts';
import { NOW, order, stages } from '../job/job.testing.ts';
import { eventSentence } from './job-words.ts';

// Other files of this worker speak too.
const spoken = getLocale;

const names = {
	timeZone: 'Asia/Shanghai',
	personName: (id: string | null) => (id ? '周师傅' : ''),
	bayName: (id: string | null) => (id ? '2 号工位' : ''),
	stageName: (id: string) => (id === stages.repair.id ? '机修' : '质检')
};
const to = { stageId: stages.inspection.id, stageKind: 'inspection' as const, position: 'a0' };
const back = { ...to, stageId: stages.repair.id, stageKind: 'repair' as const };
const stopped = { type: 'stopped' as const, reason: 'parts' as const, otherWork: false, blocksBay: true };

/** One of each, and the variants that read differently. */
const events: JobEvent[] = [
	{ type: 'booked', ticket: 'A01', order, fromSource: false, ...to },
	{ type: 'booked', ticket: 'A02', order, fromSource: true, ...to },
	{ type: 'checkedIn', arrivedAt: NOW, ...to },
	{ type: 'moved', from: stages.repair.id, rework: false, ...to },
	{ type: 'moved', from: stages.inspection.id, rework: true, ...back },
	{ type: 'moved', from: stages.repair.id, rework: false, ...back },
	{ type: 'moveUndone', restored: { stageId: stages.repair.id } as never },
	{ type: 'dispatched', technicianId: 't', bayId: 'b', standardHours: 1.5 },
	{ type: 'dispatched', technicianId: null, bayId: null, standardHours: null },
	{ ...stopped, expectedUntil: null, note: '' },
	{ ...stopped, expectedUntil: NOW, note: '供应商缺货' },
	{ type: 'resumed' },
	{ type: 'promiseRevised', promise: NOW, previous: null, reason: '' },
	{ type: 'promiseRevised', promise: NOW, previous: NOW - 3_600_000, reason: '增项' },
	{ type: 'parked', spot: 'P12', keyTag: '7' },
	{ type: 'parked', spot: '', keyTag: '' },
	{ type: 'noted', text: '左后视镜' },
	{ type: 'amended', order: { customer: order.customer, waiting: false, standardHours: null } },
	{ type: 'sourceRead', source: order },
	{ type: 'delivered' },
	{ type: 'cancelled', reason: '客户不来' }
];

describe.each(locales)('the history in %s', (locale) => {
	test('tells every event in a sentence of its own', () => {
		overwriteGetLocale(() => locale);
		const sentences = events.map((event) => eventSentence(event, names));
		expect(new Set(sentences).size).toBe(events.length);
		for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|NaN|[{}]/);
	});
});

test('names people, places and times as the workshop knows them', () => {
	overwriteGetLocale(spoken);
	const told = (event: JobEvent | undefined) => event && eventSentence(event, names);
	expect(told(events[3])).toBe('从“机修”移到“质检”');
	expect(told(events[7])).toBe('派给 周师傅 (2 号工位 · 1.5h)');
	expect(told(events[10])).toBe('停工：待料，预计到 11月24日 09:00。供应商缺货');
	expect(told(events[17])).toBe('修改工单。客户 赵一 13800000001，标准工时 —，客户在店等候 否');
});

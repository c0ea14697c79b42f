import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { commandSchema } from './command.ts';
import {
	book,
	commandOf,
	dispatchTo,
	type Draft,
	jobIn,
	moveTo,
	order,
	stages,
	stopFor,
	uuid
} from './job.testing.ts';

const job = jobIn();
const takes = (draft: object): boolean =>
	v.safeParse(commandSchema, { ...commandOf({ type: 'resume' }, job), ...draft }).success;
const whole = (draft: Draft) => commandOf(draft, job);
const note = (text: unknown) => takes({ type: 'note', text });
const ordered = (more: object) => {
	const { expect: _, ...command } = { expect: 0, ...whole(book()) };
	return v.safeParse(commandSchema, { ...command, order: { ...order, ...more } }).success;
};

describe('[CMD1] a command as it is sent', () => {
	test.each<Draft>([
		book(),
		{ type: 'checkIn', arrivedAt: null },
		dispatchTo(),
		moveTo(stages.repair),
		stopFor('parts'),
		{ type: 'resume' },
		{ type: 'revisePromise', promise: 0, reason: '' },
		{ type: 'park', spot: '', keyTag: '' },
		{ type: 'note', text: '看' },
		{ type: 'amend', order: {} },
		{ type: 'readSource', order, arrivedAt: null },
		{ type: 'takeBack', order, source: null, reason: '撤回' },
		{ type: 'deliver' },
		{ type: 'cancel', reason: '改期' },
		{ type: 'undo' }
	])('$type is taken as it is, and not with anything more or less', (draft) => {
		const command = whole(draft);
		expect(v.parse(commandSchema, command)).toEqual(command);
		expect(v.safeParse(commandSchema, { ...command, by: 'me' }).success).toBe(false);
		for (const key of Object.keys(command)) {
			const { [key as 'id']: _, ...less } = command;
			expect(v.safeParse(commandSchema, less).success, `without ${key}`).toBe(false);
		}
	});

	test('ids are UUIDs, in the one spelling that the database gives back', () => {
		expect(takes({ id: 'x' })).toBe(false);
		expect(takes({ jobId: 7 })).toBe(false);
		const jobId = 'ABCDEF00-0000-7000-8000-00000000000A';
		expect(v.parse(commandSchema, { ...whole({ type: 'resume' }), jobId }).jobId).toBe(jobId.toLowerCase());
	});

	test('versions begin with 1', () => {
		for (const expected of [0, -1, 1.5, '1', null, NaN, Infinity]) {
			expect(takes({ expect: expected })).toBe(false);
		}
	});

	test('texts have an end, and hold only what can be kept', () => {
		expect(note('字'.repeat(500))).toBe(true);
		expect(note('字'.repeat(501))).toBe(false);
		expect(note('   ')).toBe(false);
		expect(note('a\0b')).toBe(false);
		expect(note('a\ud83d')).toBe(false);
		expect(note('好👍\n二')).toBe(true);
		expect(takes({ type: 'cancel', reason: ' ' })).toBe(false);
		expect(takes({ type: 'cancel', reason: 'x'.repeat(201) })).toBe(false);
		expect(takes({ type: 'park', spot: 'x'.repeat(21), keyTag: '' })).toBe(false);
	});

	test.each<Draft>([
		book(),
		stopFor('parts'),
		{ type: 'revisePromise', promise: 0, reason: 'r' },
		{ type: 'park', spot: 's', keyTag: 'k' },
		{ type: 'note', text: 't' },
		{ type: 'amend', order },
		{ type: 'readSource', order, arrivedAt: null },
		{ type: 'takeBack', order, source: order, reason: 'r' },
		{ type: 'cancel', reason: 'r' }
	])('[TEXT1] no text of $type holds NUL or half a surrogate pair', (draft) => {
		const command = whole(draft);
		for (const bad of ['a\0b', 'a\ud800', '\udc00x']) {
			for (let at = 0; ; at++) {
				let texts = 0;
				const spoil = (_: string, value: unknown) =>
					typeof value === 'string' && texts++ === at ? bad : value;
				const spoiled = JSON.stringify(command, spoil);
				if (texts <= at) break;
				expect([spoiled, v.safeParse(commandSchema, JSON.parse(spoiled)).success]).toEqual([spoiled, false]);
			}
		}
	});

	test('blanks around a text are taken off', () => {
		expect(v.parse(commandSchema, whole({ type: 'note', text: '  看 ' }))).toMatchObject({ text: '看' });
	});

	test('moments are whole milliseconds between 1970 and 2100', () => {
		const promise = (moment: unknown) => takes({ type: 'revisePromise', promise: moment, reason: '' });
		expect(promise(Date.UTC(2100, 0, 1))).toBe(true);
		for (const moment of [-1, 0.5, Date.UTC(2100, 0, 1) + 1, NaN, Infinity, '2026-11-24', null]) {
			expect(promise(moment)).toBe(false);
		}
	});

	test('standard hours are 0 to 200', () => {
		for (const [standardHours, taken] of [
			[0, true],
			[0.1, true],
			[200, true],
			[200.5, false],
			[-1, false],
			[null, true]
		]) {
			expect(takes({ ...dispatchTo(), standardHours })).toBe(taken);
		}
	});

	test('an order needs a plate; the number may lack, but is not empty', () => {
		expect(ordered({ orderNumber: null })).toBe(true);
		expect(ordered({ orderNumber: '' })).toBe(false);
		expect(ordered({ vehicle: { ...order.vehicle, plate: '' } })).toBe(false);
		expect(ordered({ vehicle: { ...order.vehicle, plate: 'x'.repeat(17) } })).toBe(false);
		expect(ordered({ workType: 'dance' })).toBe(false);
	});

	test('[TEXT2] plate, VIN, phone and order number are kept in one spelling', () => {
		const vehicle = { ...order.vehicle, plate: '豫\u0430\u200b·９x770', vin: 'lsv\u0410a' };
		const spelled = {
			...order,
			orderNumber: ' ro\u200b-\u0430１ ',
			vehicle,
			customer: { name: '王', phone: '１３８\u200b 1' }
		};
		expect(v.parse(commandSchema, whole({ ...book(), order: spelled }))).toMatchObject({
			order: {
				orderNumber: 'RO-A1',
				vehicle: { plate: '豫A9X770', vin: 'LSVAA' },
				customer: { name: '王', phone: '138 1' }
			}
		});
		for (const plate of ['豫\u13aa9X770', '豫A9X77', '\u200b', '新车']) {
			expect(ordered({ vehicle: { ...order.vehicle, plate } })).toBe(false);
		}
		expect(ordered({ orderNumber: '\u200b' })).toBe(false);
		expect(ordered({ orderNumber: '\ufdfa'.repeat(3) })).toBe(false);
	});

	test('an amendment cannot touch the promise: that has a command of its own [PROM2]', () => {
		expect(takes({ type: 'amend', order: { promise: 1 } })).toBe(false);
		expect(takes({ type: 'amend', order: { work: '保养' } })).toBe(true);
	});

	test('what is no command at all is none', () => {
		for (const junk of [null, undefined, 7, 'move', [], {}, { type: 'explode' }, [whole({ type: 'undo' })]]) {
			expect(v.safeParse(commandSchema, junk).success).toBe(false);
		}
		expect(
			v.safeParse(commandSchema, JSON.parse(`{"__proto__":{},"type":"undo","id":"${uuid(1)}"}`)).success
		).toBe(false);
	});
});

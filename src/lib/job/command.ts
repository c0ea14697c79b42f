import * as v from 'valibot';
import { foldSigns, plainSigns } from '../model/fold.ts';
import { id } from '../model/id.ts';
import { requiredText, text } from '../model/text.ts';
import { orderKey } from '../model/order-number.ts';
import { normalisePlate } from '../model/plate.ts';
import { stoppageReasons } from './stoppage.ts';
import { workTypes } from '../model/work-type.ts';

/** The latest moment taken: a typing error in the year would otherwise put a promise into the year 20266. */
const LAST_MOMENT = Date.UTC(2100, 0, 1);

const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_MOMENT));
const hours = v.pipe(v.number(), v.minValue(0), v.maxValue(200));

/** Texts that are compared sign by sign are kept in one spelling. [TEXT2] */
const plate = v.pipe(requiredText(24), v.transform(normalisePlate), v.string());
const vin = v.pipe(text(20), v.transform(foldSigns), v.maxLength(20));
const phone = v.pipe(text(30), v.transform(plainSigns), v.maxLength(30));
const orderNumber = v.pipe(text(40), v.transform(orderKey), v.minLength(1), v.maxLength(40));

export const vehicleSchema = v.strictObject({
	plate,
	vin,
	brand: text(40),
	model: text(60),
	colour: text(30)
});

export const customerSchema = v.strictObject({ name: text(60), phone });

export const orderSchema = v.strictObject({
	orderNumber: v.nullable(orderNumber),
	vehicle: vehicleSchema,
	customer: customerSchema,
	waiting: v.boolean(),
	workType: v.picklist(workTypes),
	work: text(300),
	standardHours: v.nullable(hours),
	remark: text(500),
	advisorId: v.nullable(id),
	bookedFor: v.nullable(moment),
	promise: v.nullable(moment)
});

/** `id` is made by the sender and makes a repeat harmless; `expect` is the version the sender saw. */
const envelope = { id, jobId: id };
const onJob = { ...envelope, expect: v.pipe(v.number(), v.integer(), v.minValue(1)) };

/** Every change there is. One command is one revision of its workshop. [CMD1] */
export const commandSchema = v.variant('type', [
	v.strictObject({
		...envelope,
		type: v.literal('book'),
		order: orderSchema,
		/** When the car came in; null while it is only booked. */
		arrivedAt: v.nullable(moment),
		/** Read from the dealer's system: later readings are compared with this one. */
		fromSource: v.boolean()
	}),
	v.strictObject({ ...onJob, type: v.literal('checkIn'), arrivedAt: v.nullable(moment) }),
	v.strictObject({
		...onJob,
		type: v.literal('dispatch'),
		technicianId: v.nullable(id),
		bayId: v.nullable(id),
		standardHours: v.nullable(hours)
	}),
	v.strictObject({
		...onJob,
		type: v.literal('move'),
		stageId: id,
		after: v.nullable(id),
		before: v.nullable(id)
	}),
	v.strictObject({
		...onJob,
		type: v.literal('stop'),
		reason: v.picklist(stoppageReasons),
		expectedUntil: v.nullable(moment),
		note: text(200),
		otherWork: v.boolean(),
		blocksBay: v.boolean()
	}),
	v.strictObject({ ...onJob, type: v.literal('resume') }),
	v.strictObject({ ...onJob, type: v.literal('revisePromise'), promise: moment, reason: text(200) }),
	v.strictObject({ ...onJob, type: v.literal('park'), spot: text(20), keyTag: text(20) }),
	v.strictObject({ ...onJob, type: v.literal('note'), text: requiredText(500) }),
	v.strictObject({
		...onJob,
		type: v.literal('amend'),
		order: v.partial(v.omit(orderSchema, ['promise']))
	}),
	v.strictObject({
		...onJob,
		type: v.literal('readSource'),
		order: orderSchema,
		arrivedAt: v.nullable(moment)
	}),
	v.strictObject({
		...onJob,
		type: v.literal('takeBack'),
		/** What the job said before the import; null where the import made it. */
		order: v.nullable(orderSchema),
		/** The reading before. */
		source: v.nullable(orderSchema),
		reason: requiredText(200)
	}),
	v.strictObject({ ...onJob, type: v.literal('deliver') }),
	v.strictObject({ ...onJob, type: v.literal('cancel'), reason: requiredText(200) }),
	v.strictObject({ ...onJob, type: v.literal('undo') })
]);

export type Command = v.InferOutput<typeof commandSchema>;
export type CommandType = Command['type'];
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;

import * as v from 'valibot';
import { foldSigns, plainSigns } from '../model/fold.ts';
import { id } from '../model/id.ts';
import { orderKey } from '../model/order-number.ts';
import { normalisePlate } from '../model/plate.ts';
import { requiredText, text } from '../model/text.ts';
import { workTypes } from '../model/work-type.ts';

/** The latest moment taken: a typing error in the year would otherwise put a promise into the year 20266. */
const LAST_MOMENT = Date.UTC(2100, 0, 1);

/** Epoch milliseconds. */
export const moment = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_MOMENT));
export const hours = v.pipe(v.number(), v.minValue(0), v.maxValue(200));

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

/** An order as people and imports may send it. */
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

import * as v from 'valibot';
import { workTypes } from '../../../model/work-type.ts';

// As orders stand in events: any text that was ever taken. What is taken today: commands/order-schema.ts.

const moment = v.nullable(v.number());

/** @see Order */
export const storedOrder = v.strictObject({
	orderNumber: v.nullable(v.string()),
	vehicle: v.strictObject({
		plate: v.string(),
		vin: v.string(),
		brand: v.string(),
		model: v.string(),
		colour: v.string()
	}),
	customer: v.strictObject({ name: v.string(), phone: v.string() }),
	waiting: v.boolean(),
	workType: v.picklist(workTypes),
	work: v.string(),
	standardHours: v.nullable(v.number()),
	remark: v.string(),
	advisorId: v.nullable(v.string()),
	bookedFor: moment,
	promise: moment
});

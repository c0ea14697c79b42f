import * as v from 'valibot';
import { desk } from '../../model/roles.ts';
import { happened, inPast, refuse } from '../context.ts';
import { byPeopleAndImport, makingCommand } from '../define-command.ts';
import { arrivalKinds, bookingKinds, entry, entryStages } from '../entry.ts';
import { isKnownAdvisor } from '../order-difference.ts';
import { moment, orderSchema } from '../order-schema.ts';

/** A job comes onto the board: booked, or as a car that is here. [JOB2] [JOB3] */
export const book = makingCommand({
	type: 'book',
	entries: {
		order: orderSchema,
		/** When the car came in; null while it is only booked. */
		arrivedAt: v.nullable(moment),
		/** Read from the dealer's system: later readings are compared with this one. */
		fromSource: v.boolean()
	},
	roles: desk,
	senders: byPeopleAndImport,
	on: 'new',
	touches: () => [],
	needs: ({ order }, _job, settings) => ({
		columns: entryStages(settings),
		orderNumber: order.orderNumber,
		opensJob: true,
		ticket: true
	}),
	make({ order, arrivedAt, fromSource, jobId }, context) {
		if (!isKnownAdvisor(order.advisorId, context)) return refuse({ code: 'unknownAdvisor' });
		// A day's orders read in the evening hold promises that have passed: history, not a mistake.
		if (!fromSource && inPast(order.promise, context)) return refuse({ code: 'promiseInPast' });
		const booking = entry(context, jobId, bookingKinds);
		const arrival = entry(context, jobId, arrivalKinds);
		if (!booking || !arrival) return refuse({ code: 'noStage' });
		const made = { type: 'booked' as const, ticket: context.ticket, order, fromSource };
		if (arrivedAt === null) return happened({ ...made, ...booking });
		const checkedIn = { type: 'checkedIn' as const, arrivedAt: Math.min(arrivedAt, context.now), ...arrival };
		return happened({ ...made, ...arrival }, checkedIn);
	}
});

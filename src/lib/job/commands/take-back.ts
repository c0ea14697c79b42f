import * as v from 'valibot';
import { requiredText } from '../../model/text.ts';
import { happened, refuse } from '../context.ts';
import { command } from '../define-command.ts';
import type { JobEvent } from '../event.ts';
import { difference, isSameReading } from '../order-difference.ts';
import { orderSchema } from '../order-schema.ts';

/**
 * Takes an import back: a job that it made leaves the board without its number, so that the order can come in
 * again; of any other the order is as it was. A promise that was given stays given. [IMP16]
 */
export const takeBack = command({
	type: 'takeBack',
	entries: {
		/** What the job said before the import; null where the import made it. */
		order: v.nullable(orderSchema),
		/** The reading before. */
		source: v.nullable(orderSchema),
		reason: requiredText(200)
	},
	roles: [],
	senders: ['import', 'operator'],
	on: 'open',
	touches: ({ order }) => ['order', 'work', 'promise', 'source', ...(order ? [] : (['visit'] as const))],
	decide(job, { order, source, reason }) {
		const events: JobEvent[] = [];
		if (order === null) {
			if (job.source) events.push({ type: 'sourceRead', source: { ...job.source, orderNumber: null } });
			if (job.orderNumber !== null) events.push({ type: 'amended', order: { orderNumber: null } });
			return happened(...events, { type: 'cancelled', reason });
		}
		const { promise, ...details } = difference(job, order);
		if (Object.keys(details).length > 0) events.push({ type: 'amended', order: details });
		if (promise != null) events.push({ type: 'promiseRevised', promise, previous: job.promise, reason });
		if (!isSameReading(job.source, source)) events.push({ type: 'sourceRead', source });
		return events.length > 0 ? happened(...events) : refuse({ code: 'nothingChanged' });
	}
});

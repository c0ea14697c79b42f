import * as v from 'valibot';
import { happened, refuse } from '../context.ts';
import { command } from '../define-command.ts';
import { entryStages } from '../entry.ts';
import type { JobEvent } from '../event.ts';
import type { Order } from '../job.ts';
import { changedAtSource, isKnownAdvisor, isSameReading } from '../order-difference.ts';
import { moment, orderSchema } from '../order-schema.ts';
import { arrival } from './check-in.ts';

/**
 * A later reading of the same work order. What the dealer's system changed since its last reading is
 * taken, except where people changed the same field on the board: theirs stays. [IMP3]
 */
export const readSource = command({
	type: 'readSource',
	entries: { order: orderSchema, arrivedAt: v.nullable(moment) },
	roles: [],
	senders: ['import', 'operator'],
	on: 'any',
	touches: () => ['order', 'work', 'promise', 'visit', 'source'],
	needs: (_content, _job, settings) => ({ columns: entryStages(settings) }),
	refuses: (job) => (job.status === 'open' ? null : { code: 'nothingChanged' }),
	decide(job, content, context) {
		const reading: Order = content.order;
		const events: JobEvent[] = [];
		const { promise, ...details } = changedAtSource(job, reading);
		if (!isKnownAdvisor(details.advisorId ?? null, context)) return refuse({ code: 'unknownAdvisor' });
		if (Object.keys(details).length > 0) events.push({ type: 'amended', order: details });
		if (promise != null) {
			events.push({ type: 'promiseRevised', promise, previous: job.promise, reason: '' });
		}
		if (content.arrivedAt !== null && job.arrivedAt === null) {
			const arrived = arrival(job, content.arrivedAt, context);
			if ('refusal' in arrived) return arrived;
			events.push(...arrived.events);
		}
		if (!isSameReading(job.source, reading)) events.push({ type: 'sourceRead', source: reading });
		return events.length > 0 ? happened(...events) : refuse({ code: 'nothingChanged' });
	}
});

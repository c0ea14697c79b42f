import * as v from 'valibot';
import { desk } from '../../model/roles.ts';
import { happened, refuse } from '../context.ts';
import { byPeople, command } from '../define-command.ts';
import { difference, isKnownAdvisor } from '../order-difference.ts';
import { orderSchema } from '../order-schema.ts';

/** The order says something else now; its promise is revised by itself. */
export const amend = command({
	type: 'amend',
	entries: { order: v.partial(v.omit(orderSchema, ['promise'])) },
	roles: desk,
	senders: byPeople,
	on: 'open',
	offered: true,
	touches: ({ order }) => (order.standardHours === undefined ? ['order'] : ['order', 'work']),
	needs({ order: { orderNumber } }, job) {
		return { orderNumber: orderNumber === job?.orderNumber ? null : (orderNumber ?? null) };
	},
	decide(job, { order }, context) {
		const changed = difference(job, order);
		if (!isKnownAdvisor(changed.advisorId ?? null, context)) return refuse({ code: 'unknownAdvisor' });
		if (Object.keys(changed).length === 0) return refuse({ code: 'nothingChanged' });
		return happened({ type: 'amended', order: changed });
	}
});

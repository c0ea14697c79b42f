import * as v from 'valibot';
import { firstVersion } from '../../../stream/event-type.ts';
import type { Job } from '../../job.ts';
import { storedOrder } from './schema.ts';
import { erasedOrder, type Order } from './state.ts';

export const orderEvents = {
	/** The fields that changed; an order's promise is none of them. */
	amended: firstVersion<Job, { order: Partial<Order> }>({
		schema: v.strictObject({ order: v.partial(storedOrder) }),
		personal: { order: erasedOrder },
		evolve: (_job, { order }) => order
	})
};

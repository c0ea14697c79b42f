import * as v from 'valibot';
import { firstVersion } from '../../../stream/event-type.ts';
import { kept } from '../../../stream/personal.ts';
import type { Job } from '../../job.ts';
import { storedOrder } from '../order/schema.ts';
import { erasedOrder, type Order } from '../order/state.ts';
import type { Destination } from './events.ts';
import { destination } from './schema.ts';

interface Booked extends Destination {
	ticket: string;
	order: Order;
	fromSource: boolean;
}

/** The first event of a job. What of the job it does not say is as the facets start. */
export const booked = firstVersion<Job, Booked>({
	schema: v.strictObject({
		ticket: v.string(),
		order: storedOrder,
		fromSource: v.boolean(),
		...destination
	}),
	personal: {
		...{ stageId: kept, stageKind: kept, position: kept },
		// Called out for a day, and given to another car some weeks later.
		ticket: kept,
		order: erasedOrder,
		fromSource: kept
	},
	evolve(start, { order, stageId, stageKind, position, ticket, fromSource }, { at }) {
		return {
			...order,
			...{ ticket, stageId, stageKind, position, stageSince: at, reached: { [stageKind]: at } },
			firstPromise: order.promise,
			source: fromSource ? order : start.source
		};
	}
});

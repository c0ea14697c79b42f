import * as v from 'valibot';
import { firstVersion } from '../../stream/event-type.ts';
import { facet } from '../../stream/facet.ts';
import { storedOrder } from './order/schema.ts';
import { erasedOrder, type Order } from './order/state.ts';

export interface Sourced {
	/** What the dealer's system last said, so that an import sees what changed there. [IMP3] */
	source: Order | null;
}

export const source = facet<Sourced>()({
	start: { source: null },
	stored: 'columns',
	personal: { source: (source) => source && erasedOrder(source) },
	board: { source: 'left out' },
	events: {
		/** Null where the only reading was taken back. */
		sourceRead: firstVersion<Sourced, Sourced>({
			schema: v.strictObject({ source: v.nullable(storedOrder) }),
			personal: { source: (source) => source && erasedOrder(source) },
			evolve: (_state, { source }) => ({ source })
		})
	}
});

import type { StateOf } from '../stream/facet.ts';
import type { Versioned } from '../stream/expect.ts';
import type { Ordered } from './facets/order/state.ts';
import type { Stopped } from './facets/stoppage/state.ts';
import type { Visit } from './facets/visit/state.ts';
import type { Work } from './facets/work/state.ts';
import type { facets } from './registry.ts';

export type { Customer, Order, Vehicle } from './facets/order/state.ts';
export type { JobStatus, Standing } from './facets/visit/state.ts';
export type { Span } from './facets/work/state.ts';

/** One vehicle's visit, from booking to delivery: the fields of all its facets together. All moments are epoch milliseconds. */
export interface Job extends Versioned, Visit, Ordered, Work, Stopped, StateOf<typeof facets> {
	id: string;
	/** Short code called out in the lounge: A27. */
	ticket: string;
}

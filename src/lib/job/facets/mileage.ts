import * as v from 'valibot';
import { firstVersion } from '../../stream/event-type.ts';
import { facet } from '../../stream/facet.ts';
import { kept } from '../../stream/personal.ts';

/** Kilometres. */
export interface Mileage {
	mileage: { arrival: number | null; handOver: number | null };
}

export const mileage = facet<Mileage>()({
	start: { mileage: { arrival: null, handOver: null } },
	stored: 'details',
	personal: { mileage: kept },
	board: { mileage: 'shown' },
	events: {
		mileageRecorded: firstVersion<Mileage, Mileage['mileage']>({
			schema: v.strictObject({ arrival: v.nullable(v.number()), handOver: v.nullable(v.number()) }),
			personal: { arrival: kept, handOver: kept },
			evolve: (_state, { arrival, handOver }) => ({ mileage: { arrival, handOver } })
		})
	}
});

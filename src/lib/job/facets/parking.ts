import * as v from 'valibot';
import { firstVersion } from '../../stream/event-type.ts';
import { facet } from '../../stream/facet.ts';
import { emptied, treat, type Treatments } from '../../stream/personal.ts';

export interface Parked {
	parking: { spot: string; keyTag: string };
}

/** Typed: a key's tag may be a name. */
const parkingPersonal: Treatments<Parked['parking']> = { spot: emptied, keyTag: emptied };

export const parking = facet<Parked>()({
	start: { parking: { spot: '', keyTag: '' } },
	stored: 'columns',
	personal: { parking: (parking) => treat(parkingPersonal, parking) },
	board: { parking: 'shown' },
	events: {
		parked: firstVersion<Parked, Parked['parking']>({
			schema: v.strictObject({ spot: v.string(), keyTag: v.string() }),
			personal: parkingPersonal,
			evolve: (_state, { spot, keyTag }) => ({ parking: { spot, keyTag } })
		})
	}
});

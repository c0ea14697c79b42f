import * as v from 'valibot';
import { firstVersion } from '../../stream/event-type.ts';
import { facet } from '../../stream/facet.ts';
import { emptied, kept, treat, type Treatments } from '../../stream/personal.ts';

export interface Noted {
	/** `at`: epoch milliseconds. */
	lastNote: { text: string; by: string; at: number } | null;
}

const notePersonal: Treatments<NonNullable<Noted['lastNote']>> = { text: emptied, by: kept, at: kept };

export const notes = facet<Noted>()({
	start: { lastNote: null },
	stored: 'columns',
	personal: { lastNote: (note) => note && treat(notePersonal, note) },
	board: { lastNote: 'shown' },
	events: {
		noted: firstVersion<Noted, { text: string }>({
			schema: v.strictObject({ text: v.string() }),
			personal: { text: emptied },
			evolve: (_state, { text }, { at, by }) => ({ lastNote: { text, by: by.name, at } })
		})
	}
});

import * as v from 'valibot';
import { id, readId } from '#lib/model/id.ts';

/** What the buttons of a row post: its item's new place, or whether it is in use. */
export const moveSchema = v.object({ id, direction: v.picklist(['up', 'down']) });

export const hideSchema = v.object({
	id,
	hidden: v.pipe(
		v.picklist(['yes', 'no']),
		v.transform((value) => value === 'yes')
	)
});

/** Which row a form that cannot be read came from. */
export const rowOf = (form: FormData): string => readId(form.get('id')) ?? '';

import * as v from 'valibot';
import { says } from '../model/refusal.ts';

/* Fields of posted forms. What a schema says in place of a message is a refusal. */

/** A whole number; an empty field is null. `code` says what is wrong with everything else. */
export function wholeNumber(
	least: number,
	most: number,
	code: 'numberRange' | 'numberRangeOrEmpty' | 'minutesRange'
) {
	const wrong = says(code, { least, most });
	return v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{0,6}$/, wrong),
		v.transform((typed) => (typed === '' ? null : Number(typed))),
		v.nullable(v.pipe(v.number(), v.minValue(least, wrong), v.maxValue(most, wrong)))
	);
}

/** Of a checkbox, which a browser posts only when it is ticked. */
export const ticked = v.pipe(
	v.optional(v.string()),
	v.transform((value) => value !== undefined)
);

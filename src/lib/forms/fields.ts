import * as v from 'valibot';

/*
 * Fields of posted forms. What a schema says in place of a message is a problem code: see
 * problem-words.server.ts.
 */

/** A whole number; an empty field is null. `problem` is the code for everything else. */
export const wholeNumber = (least: number, most: number, problem: string) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{0,6}$/, problem),
		v.transform((typed) => (typed === '' ? null : Number(typed))),
		v.nullable(v.pipe(v.number(), v.minValue(least, problem), v.maxValue(most, problem)))
	);

/** Of a checkbox, which a browser posts only when it is ticked. */
export const ticked = v.pipe(
	v.optional(v.string()),
	v.transform((value) => value !== undefined)
);

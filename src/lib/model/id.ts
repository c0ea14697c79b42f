import * as v from 'valibot';

/**
 * An id as PostgreSQL returns it: in lower case. In capitals it names the same row and must compare equal.
 * Every id that comes from outside is read by this schema or by `readId`. [ID1]
 */
export const id = v.pipe(v.string(), v.uuid(), v.toLowerCase());

/** The id in a route or query parameter; null where there is none. */
export function readId(typed: unknown): string | null {
	const parsed = v.safeParse(id, typed);
	return parsed.success ? parsed.output : null;
}

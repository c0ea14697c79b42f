import * as v from 'valibot';
import { id } from '../model/id.ts';

const version = v.pipe(v.number(), v.integer(), v.minValue(1));

/**
 * The version of each facet that the sender saw; a number for the version of the whole. [CMD14]
 *
 * @param facets the facets there are
 */
export const expectOfFacets = (facets: readonly string[]) =>
	v.union([
		version,
		v.pipe(
			v.record(v.pipe(v.string(), v.maxLength(20)), version),
			v.check((named) => Object.keys(named).every((facet) => facets.includes(facet)))
		)
	]);

interface Described {
	type: string;
	on: 'new' | 'open' | 'any';
	entries: v.ObjectEntries;
}

/**
 * The shape of all commands of a stream as they travel.
 *
 * @param subject the field that names what is changed: jobId, caseId
 */
export function commandSchemaOf(
	modules: readonly Described[],
	subject: string,
	facets: readonly string[]
): v.GenericSchema<unknown, { type: string; id: string }> {
	const expect = expectOfFacets(facets);
	const schemas = modules.map(({ type, on, entries }) =>
		v.strictObject({
			// `id` is made by the sender and makes a repeat harmless.
			...{ id, [subject]: id },
			...(on === 'new' ? {} : { expect }),
			type: v.literal(type),
			...entries
		})
	);
	return v.variant('type', schemas as never) as never;
}

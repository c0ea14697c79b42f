/*
 * What of a state or an event is about a person, field by field: the lists by which personal data is erased. A field
 * without an entry does not compile. [PRIV8]
 *
 * Erased: what names a customer, leads to one (plate, VIN, order number), or was typed by people and may say
 * anything. Kept: what figures are made of, and who of the staff did it.
 *
 * Each field is treated alone and without a look at what it holds, so that erased events make the erased
 * state again. [PRIV3]
 */

export const kept = 'kept';

/** What becomes of a field: kept, or what stands in its place. */
export type Treatment<Value> = typeof kept | ((value: Value) => Value);

export type Treatments<Thing> = { [Field in keyof Thing]-?: Treatment<Thing[Field]> };

export const emptied = (): '' => '';
export const nothing = (): null => null;

/** @param part some or all fields of a thing; one that the list does not know is left out */
export function treat<Thing extends object, Part extends Partial<Thing>>(
	treatments: Treatments<Thing>,
	part: Part
): Part {
	const known = treatments as Record<string, Treatment<unknown>>;
	const treated: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(part)) {
		const treatment = Object.hasOwn(known, field) ? known[field] : undefined;
		if (treatment) treated[field] = treatment === kept ? value : treatment(value);
	}
	return treated as Part;
}

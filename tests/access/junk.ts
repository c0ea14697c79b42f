import fc from 'fast-check';

/** Text as nobody types it: NUL, halves of characters, other directions, markup, SQL, much too long. */
export const junkText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(
		...['', ' ', '\0', 'a\0b', '\ud800', '\u202e', '﷽', '👩‍🔧', '-1', '1e309', 'NaN', '0x10', '١٢', '９９'],
		...['null', 'undefined', '[object Object]', '__proto__', 'constructor', '../../etc/passwd', '%00', '%'],
		...["'; drop table jobs; --", '<script>alert(1)</script>', '{{7*7}}', '${7*7}', '\r\nset-cookie: a=b'],
		...['2026-13-45', '24:61', '99999999999999999999', 'x'.repeat(5_000), '车'.repeat(3_000)]
	),
	fc.string({ maxLength: 40 }),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.uuid(),
	fc.integer().map(String)
);

/** Anything that JSON can say, and what it can hardly. */
export const junkValue: fc.Arbitrary<unknown> = fc.oneof(
	junkText,
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<unknown>(null, true, 0, -0, -1, 1e300, 2 ** 53, 0.1, [], {}, [[]], { toString: 1 })
);

/**
 * A good object with one to three of its fields, however deep, made bad, taken away or given twice.
 *
 * @param good must hold only what JSON can say
 */
export function spoiled<Good extends object>(good: Good): fc.Arbitrary<unknown> {
	const paths = pathsOf(good);
	const edit = fc.record({
		path: fc.constantFrom(...paths),
		how: fc.constantFrom('replace', 'remove', 'add'),
		value: junkValue
	});
	return fc.array(edit, { minLength: 1, maxLength: 3 }).map((edits) => {
		const copy = structuredClone(good);
		for (const { path, how, value } of edits) apply(copy, path, how, value);
		return copy;
	});
}

function apply(target: object, path: string[], how: string, value: unknown): void {
	const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as never)?.[key], target);
	if (typeof parent !== 'object' || parent === null) return;
	const key = path.at(-1)!;
	if (how === 'replace') (parent as Record<string, unknown>)[key] = value;
	else if (how === 'remove') delete (parent as Record<string, unknown>)[key];
	else (parent as Record<string, unknown>)[`${key}2`] = value;
}

function pathsOf(value: object, above: string[] = []): string[][] {
	return Object.entries(value).flatMap(([key, inner]) => {
		const path = [...above, key];
		return typeof inner === 'object' && inner !== null ? [path, ...pathsOf(inner as object, path)] : [path];
	});
}

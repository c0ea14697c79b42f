import type { RefusalCode, RefusalOf } from '../../model/refusal.ts';

/** A sentence for each code of an area of the registry: what is missing does not compile. */
export type Sentences<Code extends RefusalCode> = {
	[Each in Code]: (refusal: RefusalOf<Each>) => string;
};

/** Says a refusal of an area. */
export const sayOf = <Code extends RefusalCode>(
	sentences: Sentences<Code>,
	refusal: RefusalOf<Code>
): string =>
	// The code chooses the function that takes its data, which the compiler cannot follow.
	(sentences[refusal.code] as (refusal: RefusalOf<Code>) => string)(refusal);

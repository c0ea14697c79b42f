/** How often a facet changed, who changed it last and when (epoch milliseconds). Screens get the version alone. */
export interface FacetChange {
	version: number;
	by?: string;
	at?: number;
}

/**
 * The facets that changed since the stream began, each with its last change; the others are of version 1. `counted` is the
 * version of the whole when they were counted: a build before facets raises that version and leaves the facets as they
 * are. [CMD14]
 */
export interface FacetVersions {
	counted: number;
	facets: Record<string, FacetChange>;
}

/** Something that commands change: a job, a case. */
export interface Versioned {
	/** +1 per command done on it. */
	version: number;
	facetVersions: FacetVersions;
	/** Who did the last command and when. */
	changedBy: string;
	changedAt: number;
}

/**
 * What the sender of a command saw: the version of each facet that the command touches. A number stands for the whole:
 * pages of builds before facets send the version of the job. [CMD5] [CMD14]
 */
export type Expect = number | Readonly<Record<string, number>>;

/** [CMD14] */
export function facetVersion({ version, facetVersions }: Versioned, facet: string): number {
	return (facetVersions.facets[facet]?.version ?? 1) + version - facetVersions.counted;
}

/** The versions to send with a command that touches these facets. */
export const expectOf = (state: Versioned, touched: readonly string[]): Record<string, number> =>
	Object.fromEntries(touched.map((facet) => [facet, facetVersion(state, facet)]));

/** Why a command does not fit what its sender saw: the facet changed, or was not named; null where it fits. */
export function misfit(
	state: Versioned,
	touched: readonly string[],
	expect: Expect
): { code: 'stale'; changedBy: string; changedAt: number } | { code: 'invalid' } | null {
	const { changedBy, changedAt, version } = state;
	if (typeof expect === 'number') {
		return expect === version ? null : { code: 'stale', changedBy, changedAt };
	}
	if (touched.some((facet) => !Object.hasOwn(expect, facet))) return { code: 'invalid' };
	const changed = touched.find((facet) => expect[facet] !== facetVersion(state, facet));
	if (changed === undefined) return null;
	const last = state.facetVersions.facets[changed];
	return { code: 'stale', changedBy: last?.by ?? changedBy, changedAt: last?.at ?? changedAt };
}

/** The versions after a command that changed these facets. */
export function counted(
	before: Versioned,
	changed: ReadonlySet<string>,
	all: readonly string[],
	by: string,
	at: number
): FacetVersions {
	const known = before.facetVersions;
	if (known.counted === before.version) {
		const facets = { ...known.facets };
		for (const facet of changed) facets[facet] = { version: (facets[facet]?.version ?? 1) + 1, by, at };
		return { counted: before.version + 1, facets };
	}
	// A version before facets changed it meanwhile.
	const facets: Record<string, FacetChange> = {};
	for (const facet of all) {
		const version = facetVersion(before, facet);
		if (changed.has(facet)) facets[facet] = { version: version + 1, by, at };
		else if (version > 1) facets[facet] = { ...known.facets[facet], version };
	}
	return { counted: before.version + 1, facets };
}

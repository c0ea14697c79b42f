import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { counted, expectOf, facetVersion, misfit, type Versioned } from './expect.ts';

const facets = ['visit', 'promise', 'parking'];
const fresh: Versioned = {
	...{ version: 1, facetVersions: { counted: 1, facets: {} } },
	...{ changedBy: '林晓', changedAt: 1 }
};

function after(state: Versioned, changed: readonly string[], by: string, at: number): Versioned {
	const facetVersions = counted(state, new Set(changed), facets, by, at);
	return { version: state.version + 1, facetVersions, changedBy: by, changedAt: at };
}

/** A version before facets: it counts the whole alone. */
const byOlderBuild = (state: Versioned, by: string, at: number): Versioned => ({
	...state,
	...{ version: state.version + 1, changedBy: by, changedAt: at }
});

const some = fc.subarray(facets);

describe('[CMD14] what a sender saw', () => {
	test('fits exactly where none of the facets it touches changed since', () => {
		const changes = fc.array(some, { maxLength: 12 });
		fc.assert(
			fc.property(changes, some, changes, (before, touched, since) => {
				const seen = before.reduce((state, changed) => after(state, changed, 'a', 2), fresh);
				const now = since.reduce((state, changed) => after(state, changed, 'b', 3), seen);
				const isFree = touched.every((facet) => !since.flat().includes(facet));
				expect(misfit(now, touched, expectOf(seen, touched)) === null).toBe(isFree);
			})
		);
	});

	test('that does not fit is refused with who changed the facet, not with who changed another one last', () => {
		const moved = after(after(fresh, ['promise'], '周师傅', 5), ['parking'], '吴师傅', 9);
		expect(misfit(moved, ['promise'], expectOf(fresh, ['promise']))).toEqual({
			...{ code: 'stale', changedBy: '周师傅', changedAt: 5 }
		});
	});

	test('must name every facet that the command touches', () => {
		expect(misfit(fresh, ['promise', 'visit'], { promise: 1 })).toEqual({ code: 'invalid' });
	});

	test('as a number stands for the whole', () => {
		const parked = after(fresh, ['parking'], '周师傅', 5);
		expect(misfit(parked, ['promise'], 2)).toBeNull();
		expect(misfit(parked, ['promise'], 1)).toMatchObject({ code: 'stale', changedBy: '周师傅' });
	});

	test('never fits where a version before facets changed anything meanwhile', () => {
		const seen = after(fresh, ['promise'], 'a', 2);
		const now = byOlderBuild(seen, '周师傅', 7);
		for (const facet of facets) {
			expect(misfit(now, [facet], expectOf(seen, [facet]))).toMatchObject({ code: 'stale' });
		}
		const later = after(now, ['parking'], 'b', 8);
		expect(facetVersion(later, 'promise')).toBe(facetVersion(now, 'promise'));
		expect(misfit(later, ['promise'], expectOf(now, ['promise']))).toBeNull();
		expect(misfit(later, ['promise'], expectOf(seen, ['promise']))).not.toBeNull();
	});
});

import type { Chance } from '../../scripts/demo/chance.ts';
import type { Fault, Kind } from './kind.ts';
import { kinds } from './kinds.ts';
import type { Site } from './site.ts';

/** Faults that begin shortly after each other, one upon the other, and are healed together. */
export type Group = Kind[];

/**
 * Deals so many faults into groups: every kind in its share, in an order that the seed decides.
 *
 * @param from the kinds to deal
 */
export function deal(count: number, chance: Chance, from: readonly Kind[] = kinds): Group[] {
	const deck: Kind[] = [];
	while (deck.length < count) {
		const round = from.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));
		for (let left = round.length; left > 0; left--) {
			const [kind] = round.splice(chance.between(0, left - 1), 1);
			deck.push(kind!);
		}
	}
	deck.length = count;
	const groups: Group[] = [];
	while (deck.length > 0) {
		const first = deck.shift()!;
		// What is said of Redis, and of a database that is away, is only seen where nothing else goes wrong.
		const single = first.alone || chance.happens(first.family === 'redis' ? 0.7 : 0.25);
		const group = [first];
		const size = single ? 1 : chance.between(2, 4);
		for (let index = 0; group.length < size && index < deck.length;) {
			if (deck[index]!.alone || group.includes(deck[index]!)) index++;
			else group.push(...deck.splice(index, 1));
		}
		groups.push(group);
	}
	return groups;
}

/** Begins a fault where what it occupies is free; null where it is not. */
export async function begin(
	kind: Kind,
	site: Site,
	chance: Chance,
	taken: ReadonlySet<string>
): Promise<Fault | null> {
	for (let tries = 0; tries < 5; tries++) {
		const { on, begin } = kind.plan(site, chance);
		if (on.some((part) => taken.has(part))) continue;
		return begin();
	}
	return null;
}

import type { Limit, LimitRule, OpenLimit } from '../database/limit.server.ts';
import { HOUR, MINUTE } from '../model/moments.ts';

/*
 * How many wrong PINs there may be. The short limit is what a clumsy thumb meets: a few minutes at this one
 * tablet. The others are for whoever guesses. What one tablet may guess of a person in half a day (15) is
 * less than what shuts the person out everywhere (30 in half an hour): whoever stands at one tablet locks
 * nobody out of the others. Guessing everybody in turn ends at the tablet's own limit. A new PIN lifts the person's
 * limits. Pairing lifts none: whoever holds the tablet and a one-time link could otherwise guess on. At one tablet a random PIN of six digits stands for decades, one of four
 * for about a year. [STA4]
 */
const rules = {
	pinHere: { tries: 5, seconds: (5 * MINUTE) / 1000 },
	pinHereLong: { tries: 15, seconds: (12 * HOUR) / 1000 },
	pinPerson: { tries: 30, seconds: (30 * MINUTE) / 1000 },
	pinStation: { tries: 30, seconds: (15 * MINUTE) / 1000 },
	pinStationLong: { tries: 120, seconds: (12 * HOUR) / 1000 }
} satisfies Record<string, LimitRule>;

/** Whose PIN is tried, and where. */
export interface PinTry {
	stationId: string;
	personId: string;
	/** When the PIN was set, epoch milliseconds: a new PIN starts new counts. Null where there is none. */
	setAt: number | null;
}

export interface PinLimits {
	/**
	 * Takes a try before it is made.
	 *
	 * @returns 0, or the milliseconds after which to try again: then the PIN is not even looked at
	 */
	take(pinTry: PinTry): Promise<number>;
	/** It was right: what was wrong before is forgotten here, and elsewhere this one does not count. */
	wasRight(pinTry: PinTry): Promise<void>;
}

/** A limit, and what it counts for. */
interface Count {
	limit: Limit;
	whose: string[];
}

export function openPinLimits(open: OpenLimit): PinLimits {
	const limits = Object.fromEntries(
		Object.entries(rules).map(([name, rule]) => [name, open(name, rule)])
	) as Record<keyof typeof rules, Limit>;

	/** The narrowest first. */
	const countsOf = ({ stationId, personId, setAt }: PinTry): Count[] => {
		const person = [personId, String(setAt)];
		return [
			{ limit: limits.pinHere, whose: [stationId, ...person] },
			{ limit: limits.pinHereLong, whose: [stationId, ...person] },
			{ limit: limits.pinPerson, whose: person },
			{ limit: limits.pinStation, whose: [stationId] },
			{ limit: limits.pinStationLong, whose: [stationId] }
		];
	};

	return {
		async take(pinTry) {
			const taken: Count[] = [];
			for (const count of countsOf(pinTry)) {
				const wait = await count.limit.take(...count.whose);
				if (wait > 0) {
					// What was not tried counts nowhere.
					for (const { limit, whose } of taken) await limit.giveBack(...whose);
					return wait;
				}
				taken.push(count);
			}
			return 0;
		},
		async wasRight(pinTry) {
			for (const { limit, whose } of countsOf(pinTry)) {
				if (limit === limits.pinHere) await limit.clear(...whose);
				else await limit.giveBack(...whose);
			}
		}
	};
}

import { lt } from 'drizzle-orm';
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from './database.ts';
import { limits } from './schema.ts';
import { keyedHash } from '../runtime/token.ts';
import { MINUTE } from '../model/moments.ts';

/** So many tries in so many seconds, counted from the first of them. */
export interface LimitRule {
	tries: number;
	seconds: number;
}

/**
 * How often somebody may try something that can be guessed. Counted in PostgreSQL: it holds in all processes
 * together and after a restart. `whose` is what is counted for: a name, an address ...; kept is its keyed hash.
 */
export interface Limit {
	/**
	 * Takes a try before it is made, so that of many at the same moment no more get through than may.
	 *
	 * @returns 0, or the milliseconds after which to try again: then do not even look at what was typed
	 */
	take(...whose: string[]): Promise<number>;
	/** The try taken was a good one: it does not count. */
	giveBack(...whose: string[]): Promise<void>;
	/** Nothing was tried so far. */
	clear(...whose: string[]): Promise<void>;
}

/** @param name says what is tried; another name is another count */
export type OpenLimit = (name: string, rule: LimitRule) => Limit;

/** How often a process takes out of the table what is over, milliseconds. */
const CLEAR_EVERY = 10 * MINUTE;

/** @param secret so that the names and addresses in the table cannot be found out by trying */
export function openLimits(db: Database, secret: string): OpenLimit {
	let clearedAt = 0;
	const clearExpired = async () => {
		if (Date.now() - clearedAt < CLEAR_EVERY) return;
		clearedAt = Date.now();
		await db.delete(limits).where(lt(limits.expire, new Date()));
	};

	return (name, { tries, seconds }) => {
		const limiter = new RateLimiterDrizzle({
			...{ storeClient: db, schema: limits, clearExpiredByTimeout: false },
			...{ keyPrefix: name, points: tries, duration: seconds }
		});
		const key = (whose: string[]) => keyedHash(secret, 'limit', name, ...whose);
		return {
			async take(...whose) {
				await clearExpired();
				try {
					await limiter.consume(key(whose));
					return 0;
				} catch (refused) {
					if (!(refused instanceof RateLimiterRes)) throw refused;
					return Math.max(refused.msBeforeNext, 1);
				}
			},
			async giveBack(...whose) {
				await limiter.reward(key(whose));
			},
			async clear(...whose) {
				await limiter.delete(key(whose));
			}
		};
	};
}

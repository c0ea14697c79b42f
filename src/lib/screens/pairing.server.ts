import { randomInt } from 'node:crypto';
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Who } from '../audit/record.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { pairings } from '../database/schema.ts';
import { tokenHash } from '../runtime/token.ts';
import { refuseMore } from '../commands/refuse-more.server.ts';
import { CODE_DIGITS } from './code.ts';
import { addScreen, handOver, type ScreenDraft } from './screens.server.ts';
import { MINUTE } from '../model/moments.ts';

/** How long a code stands on a television that nobody has paired yet, milliseconds. [SCR2] */
const LASTS = 10 * MINUTE;
/** A code with less left is not shown again: whoever walks to a desk must still find it open, milliseconds. */
const LEAST_LEFT = 2 * MINUTE;

/** What a device shows while it waits. */
export interface Pairing {
	code: string;
	/** Epoch milliseconds. */
	expiresAt: number;
}

/**
 * The code of a device that is no screen yet: the one it shows already, or a new one. [SCR2]
 *
 * @param token the device's own; whoever types the code makes it the key of a screen
 * @param now epoch milliseconds
 */
export const openCode = (db: Database, token: string, now: number): Promise<Pairing> =>
	db.transaction(async (tx) => {
		const hash = tokenHash(token);
		const open = await waiting(tx, token, now);
		if (open && open.expiresAt - now >= LEAST_LEFT) return open;
		await tx.delete(pairings).where(lte(pairings.expiresAt, now));
		const made = { code: newCode(), expiresAt: now + LASTS };
		// Two windows of a browser that ask at the same moment: one code, the later one, in the end.
		await tx
			.insert(pairings)
			.values({ ...made, tokenHash: hash })
			.onConflictDoUpdate({ target: pairings.tokenHash, set: made });
		return made;
	});

const newCode = (): string => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');

/** The code that a device is waiting by; null when it was typed, has run out, or there never was one. */
export async function waiting(db: Queryable, token: string, now: number): Promise<Pairing | null> {
	const [open] = await db
		.select({ code: pairings.code, expiresAt: pairings.expiresAt })
		.from(pairings)
		.where(and(eq(pairings.tokenHash, tokenHash(token)), gt(pairings.expiresAt, now)));
	return open ?? null;
}

/** What a device is to be: a new screen, or one there is, in place of another device. */
export type Wanted = { screen: ScreenDraft } | { insteadOf: string };

/**
 * Makes the device that shows a code a screen of the workshop. The code is used up by it. Afterwards call
 * `live().look()`. [SCR2]
 *
 * @param now epoch milliseconds
 * @returns the screen's id; null where no device shows this code (any more)
 * @throws Refused `gone`: the screen it was to replace; `tooMany`; the code stays open
 */
export const pair = (
	db: Database,
	workshopId: string,
	who: Who,
	code: string,
	wanted: Wanted,
	now: number
): Promise<string | null> =>
	db.transaction(async (tx) => {
		const [device] = await tx
			.delete(pairings)
			.where(and(eq(pairings.code, code), gt(pairings.expiresAt, now)))
			.returning({ hash: pairings.tokenHash });
		if (!device) return null;
		if ('screen' in wanted) {
			await refuseMore(tx, workshopId, 'screens');
			return addScreen(tx, workshopId, who, wanted.screen, device.hash, now);
		}
		await handOver(tx, workshopId, who, wanted.insteadOf, device.hash, now);
		return wanted.insteadOf;
	});

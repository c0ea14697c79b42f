import type { Database } from './database.ts';
import { limits, pins, sessions, site } from './schema.ts';
import { keyedHash } from './token.ts';

const ID = 1;
const sealOf = (secret: string): string => keyedHash(secret, 'site');

/**
 * Servers of one database must have one secret: with different ones a session or a PIN would be right at one and
 * wrong at the next. The first to come writes down a hash of its own. [RUN4]
 *
 * @throws where the database belongs to another secret, with what to do
 */
export async function proveSecret(db: Database, secret: string): Promise<void> {
	const secretSeal = sealOf(secret);
	await db.insert(site).values({ id: ID, secretSeal }).onConflictDoNothing();
	const [known] = await db.select().from(site);
	if (known?.secretSeal === secretSeal) return;
	throw new Error(
		'This database belongs to another secret: set AUTH_SECRET to the one it was set up with, or put back the file ' +
			'auth-secret in DATA_DIR. Where that is lost: npm run new-secret (see docs/recovering.md).'
	);
}

/**
 * Takes another secret for the site's, where the one of before is lost. What only the old one made right goes:
 * everybody signs in anew, and needs a new PIN. [RUN4]
 */
export async function takeSecret(db: Database, secret: string): Promise<void> {
	const secretSeal = sealOf(secret);
	await db.transaction(async (tx) => {
		await tx
			.insert(site)
			.values({ id: ID, secretSeal })
			.onConflictDoUpdate({ target: site.id, set: { secretSeal } });
		for (const table of [sessions, pins, limits]) await tx.delete(table);
	});
}

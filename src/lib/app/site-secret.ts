import {
	makeSecretFile,
	readRestoredSecret,
	readSecretFile,
	SecretError,
	syncSecretFile,
	takeRestoredSecret
} from '../runtime/auth-secret.ts';
import type { Config } from '../runtime/config.ts';
import type { Database } from '../database/database.ts';
import { limits, pins, sessions, site } from '../database/schema.ts';
import { keyedHash } from '../runtime/token.ts';

type SecretConfig = Pick<Config, 'authSecret' | 'dataDir'>;

const ID = 1;
const sealOf = (secret: string): string => keyedHash(secret, 'site');

/**
 * The secret of the site: AUTH_SECRET, or the file in the data folder, which the first start makes. All servers of one
 * database need the same: with different ones a session or a PIN would be right at one and wrong at the next. The
 * database keeps a hash of it, once it is on the disk. [RUN4] [REL4]
 *
 * @throws where the secret is missing, unusable or another than the database's, with what to do
 */
export async function openSiteSecret(db: Database, config: SecretConfig): Promise<string> {
	const [known] = await db.select().from(site);
	const secret = config.authSecret ?? (await secretInFolder(config, known?.secretSeal));
	const secretSeal = sealOf(secret);
	if (!known) await db.insert(site).values({ id: ID, secretSeal }).onConflictDoNothing();
	const [agreed] = await db.select().from(site);
	if (agreed?.secretSeal === secretSeal) return secret;
	throw new SecretError(
		'This database belongs to another secret: set AUTH_SECRET to the one it was set up with, or put back the file ' +
			'auth-secret in DATA_DIR. Where that is lost: npm run new-secret (see docs/recovering.md).'
	);
}

/** @param seal what the database knows of it; undefined where it knows none yet */
async function secretInFolder(config: SecretConfig, seal: string | undefined): Promise<string> {
	const restored = seal === undefined ? null : await readRestoredSecret(config);
	// A restore was cut off after it had replaced the database.
	if (restored !== null && sealOf(restored) === seal) await takeRestoredSecret(config);
	const secret = await readSecretFile(config);
	if (seal !== undefined) {
		if (secret !== null) return secret;
		throw new SecretError(
			`The file auth-secret is missing in ${config.dataDir}, and the database belongs to its secret: put it back, ` +
				'or set AUTH_SECRET. Where it is lost: npm run new-secret (see docs/recovering.md).'
		);
	}
	const first = secret ?? (await makeSecretFile(config, { keepExisting: true }));
	await syncSecretFile(config);
	return first;
}

/**
 * Takes another secret for the site's, where the one of before is lost: the one that the settings or the data folder
 * hold, or a new one where the file cannot be used. What only the old one made right goes: everybody signs in again,
 * and needs a new PIN. [RUN4]
 */
export async function takeSecret(db: Database, config: SecretConfig): Promise<void> {
	const secretSeal = sealOf(config.authSecret ?? (await usableSecret(config)));
	await db.transaction(async (tx) => {
		await tx
			.insert(site)
			.values({ id: ID, secretSeal })
			.onConflictDoUpdate({ target: site.id, set: { secretSeal } });
		for (const table of [sessions, pins, limits]) await tx.delete(table);
	});
}

async function usableSecret(config: SecretConfig): Promise<string> {
	const held = await readSecretFile(config).catch((error: unknown) => {
		if (error instanceof SecretError) return null;
		throw error;
	});
	const secret = held ?? (await makeSecretFile(config, { keepExisting: false }));
	await syncSecretFile(config);
	return secret;
}

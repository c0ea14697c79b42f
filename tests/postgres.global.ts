import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrateDatabase, type Target } from '../src/lib/server/database.ts';
import { openEmbeddedPostgres } from '../src/lib/server/embedded-postgres.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The migrated database that each test file gets a copy of. */
		template: Exclude<Target, string>;
	}
}

/** One PostgreSQL for the whole run, with a template migrated once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const folder = await mkdtemp(join(tmpdir(), 'kanche-int-'));
	const server = await openEmbeddedPostgres(folder);
	await migrateDatabase(server.connection);
	project.provide('template', server.connection);
	return async () => {
		await server.close();
		await rm(folder, { recursive: true });
	};
}

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Target } from '../src/lib/database/database.ts';
import { openEmbeddedPostgres } from '../src/lib/database/embedded-postgres.ts';
import { makeDataDir, makeTemplate } from './data-dir.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The migrated database that each test file gets a copy of. */
		template: Exclude<Target, string>;
	}
}

/** One PostgreSQL for the whole run, with a template migrated once, and a copy of it for each server of a test. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const template = await mkdtemp(join(tmpdir(), 'kanche-template-'));
	await makeTemplate(template);
	const folder = await makeDataDir('int');
	const server = await openEmbeddedPostgres(folder);
	stopWithProcess(join(folder, 'postgres', 'data', 'postmaster.pid'));
	project.provide('template', server.connection);
	return async () => {
		await server.close();
		for (const made of [folder, template]) await rm(made, { recursive: true });
	};
}

/** Vitest does not tear down a run that is interrupted. */
function stopWithProcess(pidFile: string): void {
	process.once('SIGHUP', () => process.exit(129));
	process.once('exit', () => {
		try {
			process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGINT');
		} catch {
			// It has stopped already.
		}
	});
}

import { IGNORE_ENV_FILE, settingNames } from '../src/lib/runtime/config.ts';

/**
 * Removes every setting of the server from the environment of this process and of all it starts, and keeps `.env` out of
 * them: a demo, a bench or a test must not reach the database that a server on this machine serves. [RUN7]
 *
 * @returns the settings that the environment held
 */
export function isolate(): Record<string, string | undefined> {
	const given: Record<string, string | undefined> = {};
	for (const name of Object.keys(process.env)) {
		if (!settingNames.includes(name) && !name.startsWith('OTEL_')) continue;
		given[name] = process.env[name];
		delete process.env[name];
	}
	process.env[IGNORE_ENV_FILE] = '1';
	return given;
}

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { run } from '../process.ts';
import { type builds, programOf } from './builds.ts';
import { OldPage } from './page.ts';

/** A television's browser, running. */
export interface OldBrowser {
	version: number;
	page(size: { width: number; height: number }): Promise<OldPage>;
	close(): Promise<void>;
}

/** Starts one of the old builds, which is fetched first where it is not here yet. */
export const startOldBrowser = async (build: (typeof builds)[number]): Promise<OldBrowser> =>
	startBrowser(await programOf(build), build.version);

/** Starts a Chromium without Playwright, which changes how it keeps pages that were left. */
export async function startBrowser(
	command: string,
	version: number,
	more: string[] = []
): Promise<OldBrowser> {
	const port = await freePort();
	const profile = await mkdtemp(join(tmpdir(), `kanche-chromium-${version}-`));
	const args = [
		`--remote-debugging-port=${port}`,
		`--user-data-dir=${profile}`,
		// They came without a sandbox's program of their own, and are shown nothing but the test's server.
		'--no-sandbox',
		'--no-zygote',
		'--disable-gpu',
		'--disable-dev-shm-usage',
		'--hide-scrollbars',
		'--lang=zh-CN',
		...more,
		'about:blank'
	];
	const reached = () =>
		fetch(`http://127.0.0.1:${port}/json/version`).then(
			(answer) => answer.ok,
			() => false
		);
	const running = await run({ command, args, env: { HOME: profile } }, reached);
	return {
		version,
		page: (size) => OldPage.open(port, version, size),
		async close() {
			await running.end('SIGKILL');
			if (existsSync(profile)) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
		}
	};
}

import { defineConfig } from '@playwright/test';
import { isolate } from './scripts/isolate.ts';

// Each process of the run reads this file. [RUN7]
isolate();

const root = process.getuid?.() === 0;

/** Of a minute and more, most of it waiting for marks of age. */
const long = /(tv|screens|outage|recovery)\.spec\.ts/;

export default defineConfig({
	testDir: 'tests/e2e',
	// Each has a server and a database of its own. Most of a test is waiting: two cores carry two of them.
	workers: 2,
	timeout: 120_000,
	forbidOnly: !!process.env.CI,
	// Times of seconds are proved on machines that others use too: one more try, and the report says `flaky`.
	retries: process.env.CI ? 1 : 0,
	// The long ones begin: at the end no worker is left alone with one of them.
	projects: [
		{ name: 'long', testMatch: long },
		{ name: 'short', testIgnore: long }
	],
	use: {
		// Debian's: Playwright's own download is not to be had everywhere.
		browserName: 'chromium',
		launchOptions: {
			executablePath: '/usr/bin/chromium',
			args: [
				// Chromium refuses to run as root with its sandbox.
				...(root ? ['--no-sandbox'] : []),
				'--disable-gpu',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				'--no-first-run'
			]
		},
		screenshot: 'only-on-failure',
		// Recording costs a fifth of the time: only what failed once is recorded, the second time.
		trace: 'on-first-retry'
	}
});

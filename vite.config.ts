import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { accessRows } from './vite/access-rows.ts';
import { dragLetsGo } from './vite/drag-lets-go.ts';
import { everyLanguage } from './vite/every-language.ts';
import { isolate } from './scripts/isolate.ts';
import { handOverServer } from './vite/hand-over-server.ts';
import { LongestFirst } from './vite/longest-first.ts';
import { oldBrowsers } from './vite/old-browsers.ts';
import { shortMessages } from './vite/short-messages.ts';
import { websocketOnly } from './vite/websocket-only.ts';

// A test reaches no database but its own, whatever the environment and .env say. [RUN7]
if (process.env.VITEST) isolate();

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/paraglide',
			strategy: ['baseLocale'],
			// As `npm run messages` writes them: one output, whoever compiled last.
			outputStructure: 'message-modules'
		}),
		sveltekit(),
		handOverServer(),
		accessRows(),
		oldBrowsers(),
		dragLetsGo(),
		everyLanguage(),
		shortMessages(),
		websocketOnly()
	],
	build: {
		// Every page's parts by name are 2 KB that televisions load too. A page is fetched as soon as its link is
		// pointed at: it may ask for its parts one after another. [TV5]
		modulePreload: { resolveDependencies: () => [] }
	},
	test: {
		// What the files import (the words are hundreds of modules) is loaded once a worker: a test that changes
		// something of the whole process puts it back.
		isolate: false,
		sequence: { sequencer: LongestFirst },
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					// All computing: two cores carry two files at once.
					maxWorkers: 2,
					include: [
						'src/**/*.test.ts',
						'{scripts,tools,vite}/**/*.test.ts',
						'tests/{simulation,golden}/*.test.ts'
					],
					exclude: ['**/*.int.test.ts', '**/*.browser.test.ts']
				}
			},
			{
				extends: true,
				test: {
					name: 'int',
					// Much waiting, for servers and for times of seconds.
					maxWorkers: 3,
					sequence: { groupOrder: 1 },
					include: ['src/**/*.int.test.ts', 'tests/**/*.int.test.ts'],
					globalSetup: ['./tests/postgres.global.ts'],
					testTimeout: 20_000,
					hookTimeout: 60_000,
					// Times of seconds are proved on machines that others use too.
					retry: process.env.CI ? 1 : 0
				}
			}
		]
	}
});

import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * The folders of src/lib as floors, the lowest first. A folder imports from those below it, never from one above, and
 * so no two import each other. README says what each holds, docs/decisions/0013-floors.md why they stand like this.
 */
const floors = [
	...['languages', 'model', 'calendar', 'stream', 'job', 'case', 'streams', 'runtime', 'words', 'database'],
	...[
		'access',
		'audit',
		'feeds',
		'forms',
		'ui',
		'commands',
		'passwords',
		'one-time-links',
		'people',
		'stations'
	],
	...['progress-links', 'screens', 'settings', 'identity', 'privacy', 'observability', 'intake', 'backup'],
	...['sync', 'app', 'shell', 'requests', 'board', 'display', 'customer', 'pages']
];

/** Every folder, the lowest first. `tools` and `tests` stand above these and may import anything. */
const order = [...floors.map((name) => `src/lib/${name}`), 'src/routes', 'vite', 'scripts', 'tools', 'tests'];

/** Tests stand above everything, wherever they lie. */
const tests = ['**/*.test.ts', '**/*.testing.ts'];

const unlisted = readdirSync(`${import.meta.dirname}/src/lib`, { withFileTypes: true })
	.filter((entry) => entry.isDirectory() && ![...floors, 'paraglide'].includes(entry.name))
	.map(({ name }) => `src/lib/${name}`);
if (unlisted.length > 0) throw new Error(`Give ${unlisted.join(', ')} a floor in oxlint.config.ts.`);

/** What a folder's files may not import: what lies in a folder above it. */
const restricted = (folder: string, higher: string[]): OxlintOverride => ({
	files: folder === 'src/routes' ? ['src/routes/**', 'src/*.ts'] : [`${folder}/**`],
	excludeFiles: tests,
	rules: {
		'no-restricted-imports': [
			'error',
			{
				patterns: [
					...higher.map((other) => ({
						regex: `^(?:[#$]lib/|(?:\\.\\./)+(?:src/)?(?:lib/)?)${basename(other)}/`,
						message: `${other} is a higher floor than ${folder}: see oxlint.config.ts.`
					})),
					{ regex: '\\.testing\\.ts$', message: 'Only tests import what is made for tests.' }
				]
			}
		]
	}
});

export default defineConfig({
	plugins: ['import'],
	categories: { correctness: 'off' },
	// Those in the code are ESLint's.
	options: { reportUnusedDisableDirectives: 'off' },
	rules: {
		// By files, types included: inside one folder, too.
		'import/no-cycle': ['error', { ignoreTypes: false }]
	},
	overrides: [
		...order.slice(0, order.indexOf('tools')).map((folder, at) => restricted(folder, order.slice(at + 1))),
		{
			// What a job is follows from its registry, and the rules in the registry are about jobs: by types alone.
			files: ['src/lib/job/**', 'src/lib/case/**'],
			rules: { 'import/no-cycle': ['error', { ignoreTypes: true }] }
		}
	]
});

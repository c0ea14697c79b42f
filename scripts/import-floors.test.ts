import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What the linter says of a project that consists of these files. */
function lint(files: Record<string, string>) {
	const folder = mkdtempSync(join(tmpdir(), 'floors-'));
	try {
		for (const name of ['oxlint.config.ts', 'package.json'])
			copyFileSync(join(root, name), join(folder, name));
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		}
		// By name: through the link it would read all of node_modules.
		const tops = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? ''))];
		const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
		const options = ['--format', 'json', ...tops];
		const { stdout } = spawnSync(process.execPath, [oxlint, ...options], { cwd: folder, encoding: 'utf8' });
		return stdout;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Complaint {
	filename: string;
	message: string;
	help: string;
}

const complaints = (files: Record<string, string>) =>
	(JSON.parse(lint(files)) as { diagnostics: Complaint[] }).diagnostics;

const word = { 'src/lib/words/word.ts': 'export type Word = string; export const word = 1;' };
const upwards = 'src/lib/words is a higher floor than src/lib/job';

const wrong = {
	'src/lib/job/value.ts': ["import { word } from '../words/word.ts';", upwards],
	'src/lib/job/type.ts': ["import type { Word } from '../words/word.ts';", upwards],
	'src/lib/job/facets/below.ts': ["export { word } from '../../words/word.ts';", upwards],
	'src/lib/job/short.ts': ["import { word } from '#lib/words/word.ts';", upwards],
	'src/lib/job/later.ts': ["export const later = () => import('../words/word.ts');", upwards],
	'src/lib/job/A.svelte': [
		'<script lang="ts">import type { Word } from \'../words/word.ts\';</script>',
		upwards
	],
	'src/lib/job/testing.ts': ["import { a } from './a.testing.ts';", 'Only tests import'],
	'src/routes/+page.ts': [
		"import { a } from '../../scripts/a.ts';",
		'scripts is a higher floor than src/routes'
	],
	'src/hooks.server.ts': ["import { a } from '../vite/a.ts';", 'vite is a higher floor'],
	'scripts/tool.ts': ["import { a } from '../tools/a.ts';", 'tools is a higher floor than scripts']
} satisfies Record<string, [string, string]>;

test('an import from a higher floor fails the check, which names both files and the higher floor', () => {
	const found = complaints({
		...word,
		...Object.fromEntries(Object.entries(wrong).map(([path, [text]]) => [path, text]))
	});
	for (const [path, [text, why]] of Object.entries(wrong)) {
		const imported = /'\.*(\S+)'/.exec(text)?.[1] ?? '';
		expect(found.filter(({ filename }) => filename === path)).toEqual([
			expect.objectContaining({
				message: expect.stringContaining(imported) as string,
				help: expect.stringContaining(why) as string
			})
		]);
	}
	expect(found).toHaveLength(Object.keys(wrong).length);
});

test('imports from lower floors, of tests and of tools pass the check', () => {
	const right = {
		'src/lib/board/board.ts': "import { word } from '../words/word.ts';",
		'src/lib/job/job.test.ts': "import { word } from '../words/word.ts';",
		'tools/tool.ts': "import { word } from '../src/lib/words/word.ts'; import { a } from '../tests/a.ts';"
	};
	expect(complaints({ ...word, ...right })).toEqual([]);
});

test('a folder without a floor fails the check', () => {
	expect(lint({ 'src/lib/news/news.ts': 'export const news = 1;' })).toContain('Give src/lib/news a floor');
});

test('files that import each other fail the check, also through a type in a component', () => {
	const found = complaints({
		'src/lib/ui/Plate.svelte': `<script lang="ts">import type { Plate } from '#lib/ui/plate.ts';</script>`,
		'src/lib/ui/plate.ts': "import Shown from './Plate.svelte'; export type Plate = typeof Shown;"
	});
	expect(found.map(({ filename, message }) => `${filename}: ${message}`).sort()).toEqual([
		'src/lib/ui/Plate.svelte: Dependency cycle detected',
		'src/lib/ui/plate.ts: Dependency cycle detected'
	]);
});

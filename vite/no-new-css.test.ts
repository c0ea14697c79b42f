import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));
/** What hangs on walls, and what customers open. */
const folders = ['lib/display', 'lib/customer', 'lib/pages/tv', 'routes/display', 'routes/p', 'routes/tv'];
/** For the staff's phones and desks, though it lies among them. */
const others = /routes\/tv\/pair\//;

/** What Chromium 68 does not know and the build does not lower, with the version that brought it. */
const unknown: [name: string, pattern: RegExp][] = [
	['aspect-ratio (88)', /[{;\s]aspect-ratio:/],
	['container queries (105)', /@container|container-type:/],
	['@layer (99)', /@layer/],
	['dvh, svh, lvh (108)', /\d[dsl]v[hw]\b/],
	['min(), max(), clamp() (79)', /[\s:(,](min|max|clamp)\(/],
	[':is(), :where(), :has() (88, 105)', /:(is|where|has)\(/],
	['color-mix() (111)', /color-mix\(/],
	['translate, rotate, scale as properties (104)', /[{;\s](translate|rotate|scale):/],
	['margin and padding by direction of text (87)', /(margin|padding)-(inline|block):/],
	['overflow: clip (90)', /overflow(-[xy])?:\s*clip/],
	[
		'gap of a flex box (84)',
		/\{(?=[^{}]*display:\s*(inline-)?flex)(?=[^{}]*[\s;{](row-|column-)?gap:)[^{}]*\}/
	]
];

const unknownIn = (css: string): string[] =>
	unknown.filter(([, pattern]) => pattern.test(css)).map(([name]) => name);

/** Paths of components and style sheets below `folder`. */
const styled = (folder: string): string[] =>
	readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
		.map((name) => join(folder, name))
		.filter((path) => /\.(svelte|css)$/.test(path) && !others.test(path));

const textOf = (path: string): string => readFileSync(join(source, path), 'utf8');

/** Of the parts that all screens share: the style sheets, and the components that one of these imports. */
const sharedWith = (paths: string[]): string[] => {
	const all = styled('lib/ui');
	const found = new Set(all.filter((path) => path.endsWith('.css')));
	const follow = (path: string) => {
		for (const [, from = '', name] of textOf(path).matchAll(/import \w+ from '([^']*\/)(\w+\.svelte)'/g)) {
			const part = `lib/ui/${name}`;
			const isPart = from.endsWith('/ui/') || (from === './' && path.startsWith('lib/ui/'));
			if (!isPart || found.has(part)) continue;
			found.add(part);
			follow(part);
		}
	};
	paths.forEach(follow);
	return [...found];
};

test('[TV3] walls, lounges and the customer’s page use no style that Chromium 68 drops', () => {
	const found: Record<string, string[]> = {};
	let read = 0;
	const paths = folders.flatMap(styled);
	const shared = sharedWith(paths);
	expect(shared).toContain('lib/ui/QrCode.svelte');
	for (const path of [...paths, ...shared]) {
		const text = textOf(path);
		const css = path.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? '');
		const names = unknownIn(css.replace(/\/\*[^]*?\*\//g, ''));
		if (names.length > 0) found[path] = names;
		if (css) read++;
	}
	expect(read).toBeGreaterThan(15);
	expect(found).toEqual({});
});

test.each([
	['a { display: flex; color: red; gap: 1px }', ['gap of a flex box (84)']],
	['a { display: grid; gap: 1px; width: calc(100% - 1px) } b { display: flex }', []],
	['a { grid-template-columns: minmax(0, 1fr); min-width: 0 }', []],
	['a { width: min(1px, 2px) }', ['min(), max(), clamp() (79)']],
	['a { height: 100dvh; aspect-ratio: 1 }', ['aspect-ratio (88)', 'dvh, svh, lvh (108)']]
])('[TV3] seen in %s: %j', (css, names) => {
	expect(unknownIn(css)).toEqual(names);
});

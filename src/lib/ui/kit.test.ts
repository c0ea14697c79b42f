import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../..', import.meta.url));
const components = readdirSync(source, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.svelte'))
	.map((path) => ({ path, text: readFileSync(join(source, path), 'utf8') }));
/** Walls are measured by the glass: they have sizes and weights of their own. */
const onDesks = components.filter(({ path }) => !path.startsWith('lib/display/'));

const where = (of: typeof components, pattern: RegExp): string[] =>
	of.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

test('there are components to look at', () => expect(onDesks.length).toBeGreaterThan(100));

test('the weight of type comes from tokens.css', () => {
	expect(where(onDesks, /font-weight:\s*\d/)).toEqual([]);
});

test('buttons and cards come from the kit', () => {
	const outside = onDesks.filter(({ path }) => !path.startsWith('lib/ui/'));
	expect(where(outside, /<(button|a|summary)\b[^>]*class="button\b/)).toEqual([]);
	// The card of a job on the board is another thing.
	expect(where(outside, /^\t\.card \{/m)).toEqual(['lib/board/Card.svelte']);
});

test('a component of src/routes is a page’s shell', () => {
	const routes = components.filter(({ path }) => path.startsWith('routes/'));
	const long = routes.filter(({ text }) => text.split('\n').length > 45).map(({ path }) => path);
	expect(long).toEqual([]);
	expect(where(routes, /^\t\.[\w-]+ \{/m)).toEqual([]);
});

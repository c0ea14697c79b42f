import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { withoutWhere } from './old-browsers.ts';

test('[TV2] scoped styles carry no :where(), and stay scoped', () => {
	const source = '<ul><li class="a">x</li></ul><style>ul > li.a:first-child { color: red }</style>';
	const { code } = compile(source, { filename: 'A.svelte' }).css!;
	// Were Svelte to write it otherwise one day, this says so.
	expect(code).toMatch(/:where\(\.svelte-/);
	expect(withoutWhere(code)).not.toContain(':where');
	expect(withoutWhere(code)).toMatch(/^ul(\.svelte-\w+) > li\.a\1:first-child /);
	// Other uses are somebody's own.
	expect(withoutWhere('a:where(.b, .c) {}')).toBe('a:where(.b, .c) {}');
});

const script = readFileSync(fileURLToPath(new URL('../static/old-browsers.js', import.meta.url)), 'utf8');

/** Runs an expression where all that the script brings is missing, as in no browser that there is. */
function inOldest(expression: string): unknown {
	const missing = `
		var self = this;
		class Element {}
		delete Object.hasOwn; delete Object.fromEntries; delete String.prototype.replaceAll;
		delete Array.prototype.at; delete String.prototype.at; delete Array.prototype.flat;
		delete Array.prototype.flatMap; delete self.globalThis;`;
	return JSON.parse(runInNewContext(`${missing}\n${script}\nJSON.stringify(${expression})`) as string);
}

test.each([
	['globalThis === self', true],
	['Object.fromEntries(new Map([["a", 1]]))', { a: 1 }],
	['[Object.hasOwn({ a: 1 }, "a"), Object.hasOwn({}, "toString")]', [true, false]],
	['"a.b.c".replaceAll(".", "+")', 'a+b+c'],
	['"a1b2".replaceAll(/\\d/g, "")', 'ab'],
	['[[1, 2].at(-1), [1, 2].at(0), "ab".at(-1)]', [2, 1, 'b']],
	['[1, [2, [3]]].flat()', [1, 2, [3]]],
	['[1, [2, [3]]].flat(2)', [1, 2, 3]],
	['[1, 2].flatMap((n) => [n, n])', [1, 1, 2, 2]],
	['new Element().getAnimations()', []],
	[
		'structuredClone({ a: [1, { b: null }], c: new Date(0) })',
		{ a: [1, { b: null }], c: new Date(0).toJSON() }
	],
	['structuredClone(new Map([["a", { b: 1 }]])).get("a")', { b: 1 }],
	['((o) => structuredClone(o).a === o.a)({ a: {} })', false]
])('[TV2] an old browser is taught %s', (expression, value) => {
	expect(inOldest(expression)).toEqual(value);
});

test('[TV2] what a browser knows by itself is left alone', () => {
	const flat = '(function () { var flat = [].flat; ' + script + '; return [].flat === flat })()';
	expect(runInNewContext(`var self = this; class Element {}; ${flat}`)).toBe(true);
});

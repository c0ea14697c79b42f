import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
/** The tokens of walls. */
const dark = read('tokens.css').split("[data-theme='dark']")[1]!;
const token = (name: string, css = dark): string => {
	const value = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1];
	if (!value) throw new Error(`no --${name}`);
	return value;
};

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5]
		.map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
	const [light, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light! + 0.05) / (low! + 0.05);
}

test('black on white is 21:1', () => expect(contrast('#ffffff', '#000000')).toBeCloseTo(21));

describe('on walls', () => {
	test.each(['tight', 'fine'])('[DISP1] --%s reads 7:1 on the ground', (ink) => {
		expect(contrast(token(ink), token('ground'))).toBeGreaterThanOrEqual(7);
	});

	const onLate = ['ink', 'soft', 'late', 'stopped'];

	test.each(onLate)('[DISP1] --%s reads 7:1 on the ground and on the tint of late cars', (ink) => {
		for (const ground of ['ground', 'late-tint']) {
			expect(contrast(token(ink), token(ground))).toBeGreaterThanOrEqual(7);
		}
	});

	test('[DISP1] what is said over the header reads 7:1', () => {
		const bar = /background: (#[0-9a-f]{6});/.exec(read('../display/StaleBar.svelte'))![1]!;
		expect(contrast(token('ink'), bar)).toBeGreaterThanOrEqual(7);
	});

	test('[DISP1] ready cars in the lounge read 7:1, called out or not', () => {
		const css = read('../display/ReadyPanel.svelte');
		const grounds = [...css.matchAll(/--panel: (#[0-9a-f]{6});/g)].map((found) => found[1]!);
		const softs = [...css.matchAll(/--panel-soft: (#[0-9a-f]{6});/g)].map((found) => found[1]!);
		expect(grounds.length).toBeGreaterThan(0);
		for (const [index, ground] of grounds.entries()) {
			expect(contrast(token('ink'), ground)).toBeGreaterThanOrEqual(7);
			expect(contrast(softs[index]!, ground)).toBeGreaterThanOrEqual(7);
		}
	});
});

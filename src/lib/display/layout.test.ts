import { describe, expect, test } from 'vitest';
import { isTurned, layOut, REST, seenAs, typeShare, usualRows, usualViewport } from './layout.ts';

const wall = (inches: number, metres: number, viewport = usualViewport) =>
	layOut({ inches, metres }, viewport);

/** Millimetres of glass per CSS pixel, from the panel's own geometry. */
const pitch = (inches: number) => (inches * 25.4 * (9 / Math.sqrt(16 ** 2 + 9 ** 2))) / 1080;
const arcMinutes = (millimetres: number, metres: number) =>
	2 * Math.atan(millimetres / 2 / (metres * 1000)) * (180 / Math.PI) * 60;

describe('type and rows of a wall', () => {
	test.each([
		[55, 5, 66, 9],
		[65, 5, 55, 11],
		[55, 8, 105, 5]
	])('[DISP1] [DISP2] %i inches at %i m: %i px, %i rows', (inches, metres, type, rows) => {
		const layout = wall(inches, metres);
		expect(Math.round(layout.type)).toBe(type);
		expect(usualRows(layout)).toBe(rows);
	});

	test.each([
		[43, 3],
		[55, 5],
		[65, 8],
		[86, 10]
	])(
		'[DISP1] at %i inches and %i m digits subtend 20 arc minutes, Chinese 20 %% more, the rest 16',
		(i, m) => {
			const { type } = wall(i, m);
			expect(arcMinutes(0.7 * type * pitch(i), m)).toBeCloseTo(20, 1);
			expect(arcMinutes(0.84 * type * pitch(i), m)).toBeCloseTo(24, 1);
			expect(arcMinutes(0.84 * REST * type * pitch(i), m)).toBeGreaterThanOrEqual(16 * 1.2 - 0.01);
		}
	);

	test.each([
		[1280, 720],
		[3840, 2160]
	])('[DISP2] the same rows at %i x %i: only pixels differ', (width, height) => {
		const { ems, type, ...layout } = wall(55, 5, { width, height });
		expect(usualRows({ ems, type, ...layout })).toBe(9);
		expect(ems).toBeCloseTo(wall(55, 5).ems);
		expect(type / height).toBeCloseTo(wall(55, 5).type / 1080);
	});

	test('[DISP2] an upright glass has the same type and rows of two lines', () => {
		const layout = wall(55, 5, { width: 1080, height: 1920 });
		expect(layout.type).toBeCloseTo(wall(55, 5).type);
		expect({ rows: usualRows(layout), upright: layout.upright }).toEqual({ rows: 10, upright: true });
	});

	test('from very near it does not become a newspaper', () => {
		expect(typeShare({ inches: 98, metres: 1 })).toBe(1 / 30);
	});
});

describe('how a glass hangs', () => {
	test.each(['turnedRight', 'turnedLeft'] as const)(
		'[DISP9] %s, the picture is laid out upright',
		(mounting) => {
			expect(isTurned(mounting, usualViewport)).toBe(true);
			const seen = seenAs(mounting, usualViewport);
			expect(seen).toEqual({ width: 1080, height: 1920 });
			// The glass is the same: so is its type, of which there are fewer beside one another.
			expect(wall(55, 5, seen).type).toBe(wall(55, 5).type);
			expect(wall(55, 5, seen).upright).toBe(true);
		}
	);

	test('[DISP9] a window that is upright already is not turned, nor one that hangs as usual', () => {
		const upright = { width: 1080, height: 1920 };
		expect(seenAs('turnedRight', upright)).toBe(upright);
		expect(seenAs('landscape', upright)).toBe(upright);
		expect(seenAs('landscape', usualViewport)).toBe(usualViewport);
	});
});

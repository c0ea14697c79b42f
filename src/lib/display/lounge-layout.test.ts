import { describe, expect, test } from 'vitest';
import { layOut, usualViewport, type Viewport } from './layout.ts';
import { layOutLounge } from './lounge-layout.ts';
import type { LoungeRow } from './lounge-row.ts';

const upright = { width: 1080, height: 1920 };
const row = (given: Partial<LoungeRow> = {}): LoungeRow => ({
	...{
		id: 'j',
		ticket: 'A27',
		model: '天籁',
		colour: '珠光白',
		step: '维修中',
		stepForms: ['维修中', '维修']
	},
	...{ reached: 3, day: '', time: '15:45', passed: false },
	...given
});
const english = row({ step: 'Being inspected', stepForms: ['Being inspected', 'Diagnosis'], day: 'tmrw' });
const lay = (inches: number, metres: number, viewport: Viewport, rows = [row()]) =>
	layOutLounge(rows, 'Ask advisor', layOut({ inches, metres }, viewport));

describe('a lounge', () => {
	test.each([
		[55, 5, usualViewport, 'beside', 6],
		[55, 8, usualViewport, 'beside', 3],
		[55, 5, upright, 'below', 7],
		[55, 8, upright, 'strip', 6]
	])(
		'[DISP2] at %i inches and %i m on %o: ready cars %s, %i lines',
		(inches, metres, viewport, ready, size) => {
			expect(lay(inches, metres, viewport)).toMatchObject({ ready, size });
		}
	);

	test('[DISP13] [DISP15] whatever the glass, code, step and promise have room, and the lines are inside it', () => {
		for (const rows of [[row()], [english, row({ passed: true })]]) {
			for (const viewport of [usualViewport, upright]) {
				for (let metres = 1; metres <= 8; metres += 0.25) {
					const { height } = layOut({ inches: 32, metres }, viewport);
					const { widths, lines, size, ready, header, room } = lay(32, metres, viewport, rows);
					expect(Math.min(widths.code, widths.step, widths.promise)).toBeGreaterThan(1);
					const one = [2.1, 2.9, 3.9][lines.length - 1]!;
					const rest = 3.1 - (header ? 0 : 2) + (ready === 'strip' ? 1.7 : 0);
					expect(size * one + rest).toBeLessThanOrEqual((ready === 'below' ? 0.66 : 1) * height);
					for (const line of lines) {
						const all = line.map((part) => widths[part]).filter((width) => width > 0);
						expect(all.reduce((sum, width) => sum + width, 0.42 * (all.length - 1))).toBeLessThanOrEqual(
							room + 0.001
						);
					}
				}
			}
		}
	});

	test('[DISP13] the model gives way to a step’s whole name, and that to its short one', () => {
		expect(lay(55, 3, usualViewport, [english]).widths).toMatchObject({
			step: expect.toSatisfy((w: number) => w > 6)
		});
		const near = lay(43, 5, usualViewport, [english]);
		expect(near.widths.model).toBe(0);
		expect(near.widths.step).toBeLessThan(6);
	});
});

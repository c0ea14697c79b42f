import { describe, expect, test } from 'vitest';
import { usualViewport } from './layout.ts';
import { layOutLounge, loungeColumns } from './lounge-layout.ts';

const upright = { width: 1080, height: 1920 };

describe('a lounge', () => {
	test.each([
		[55, 5, usualViewport, 'beside', 6],
		[55, 8, usualViewport, 'strip', 2],
		[55, 5, upright, 'below', 7],
		[55, 8, upright, 'strip', 4]
	])(
		'[DISP2] at %i inches and %i m on %o: ready cars %s, %i lines',
		(inches, metres, viewport, ready, rows) => {
			expect(layOutLounge({ inches, metres }, viewport)).toMatchObject({ ready, rows });
		}
	);

	test('[DISP2] whatever the distance, lines fit the height, and what a line shows its width', () => {
		for (const viewport of [usualViewport, upright]) {
			for (let metres = 1; metres <= 9; metres += 0.25) {
				const { rows, tall, ready, ems, height } = layOutLounge({ inches: 55, metres }, viewport);
				const line = tall ? 2.9 : 2.1;
				const share = ready === 'below' ? 0.66 : 1;
				const rest = 3.1 + (ready === 'strip' ? 1.7 : 0);
				if (rows > 1) expect(rows * line + rest).toBeLessThanOrEqual(share * height);
				// A line of two rows has a code and a promise beside each other.
				expect((ready === 'beside' ? 0.65 : 1) * ems).toBeGreaterThanOrEqual(tall ? 8.5 : 13.55);
			}
		}
	});

	test('[DISP2] a long step is written out where the model can give way', () => {
		const near = layOutLounge({ inches: 55, metres: 5 }, usualViewport);
		const english = loungeColumns(near, ['In repair', 'Being inspected']);
		expect(english.step).toBeGreaterThan(loungeColumns(near, ['维修中']).step);
		expect(english.step + english.model).toBeCloseTo(near.room);
		const narrow = { ...near, room: 6 };
		expect(loungeColumns(narrow, ['Being inspected'])).toEqual({ step: 6, model: 0 });
	});
});

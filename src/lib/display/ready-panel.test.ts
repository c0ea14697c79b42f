import { describe, expect, test } from 'vitest';
import { layOut, type Viewport } from './layout.ts';
import { callOf, panelRoom, readyPanel } from './ready-panel.ts';

const lying = { width: 1920, height: 1080 };
const upright = { width: 1080, height: 1920 };
const car = {
	...{ ticket: 'D98', model: 'ID.4 Crozz', colour: 'pearl white' },
	...{
		headings: ['Just finished. Ready for you', 'Ready for you', 'Ready'],
		desks: ['Pick up at desk 2', 'desk 2']
	}
};
const others = (count: number) => Array.from({ length: count }, (_, index) => `A${10 + index}`);
const panel = (inches: number, metres: number, viewport: Viewport, count: number) => {
	const layout = layOut({ inches, metres }, viewport);
	return readyPanel(
		{ ...car, others: others(count) },
		panelRoom(layout, viewport === lying ? 'beside' : 'below')
	);
};

describe('the panel with the ready cars', () => {
	test('[DISP15] the code is as large as the room that is left, and all of it is in the panel', () => {
		for (const viewport of [lying, upright]) {
			for (const [inches, metres] of [
				[75, 2],
				[75, 5],
				[55, 5],
				[43, 4],
				[43, 5]
			] as const) {
				for (const count of [0, 1, 13, 60]) {
					const layout = layOut({ inches, metres }, viewport);
					const { width, height } = panelRoom(layout, viewport === lying ? 'beside' : 'below');
					if (width < 4.3 || height < 6) continue;
					const { size, model, desk, holds, perRow } = panel(inches, metres, viewport, count);
					const used = 1.05 + 1.2 * size + (model ? 1.05 : 0) + (desk ? 1.35 : 0) + (1.4 * holds) / perRow;
					expect(used, `${inches} ${metres} ${count}`).toBeLessThanOrEqual(height + 0.001);
					expect(size).toBeGreaterThanOrEqual(1.6);
				}
			}
		}
	});

	test('[DISP15] the model gives way to the code, then other codes do, then the desk', () => {
		const { model, desk } = panel(55, 4, lying, 13);
		expect(model).not.toBe('');
		expect(desk).toBe('Pick up at desk 2');
		expect(readyPanel({ ...car, others: others(13) }, { width: 9, height: 6.5 })).toMatchObject({
			model: '',
			holds: 3
		});
		expect(readyPanel({ ...car, others: others(13) }, { width: 9, height: 5 })).toMatchObject({ desk: '' });
	});

	test('[DISP14] [DISP15] a heading that has no room is said shorter', () => {
		expect(panel(43, 5, lying, 3).heading).toBe('Ready for you');
		expect(readyPanel({ ...car, others: [] }, { width: 4.3, height: 9 }).heading).toBe('Ready');
	});
});

test('[DISP12] [DISP15] a call over the whole glass is inside it', () => {
	for (const viewport of [lying, upright]) {
		for (let metres = 2; metres <= 8; metres++) {
			const layout = layOut({ inches: 32, metres }, viewport);
			const { size, model, desk } = callOf(car, layout);
			expect(1.2 * size + 1.25 * (1 + (model ? 1 : 0) + (desk ? 1 : 0))).toBeLessThanOrEqual(layout.height);
		}
	}
});

import { describe, expect, test } from 'vitest';
import type { WallMeta } from '../feeds/wall.ts';
import { layOut } from './layout.ts';
import { textWidth } from './text-width.ts';
import { planWall, type WallPlan } from './wall-plan.ts';
import type { WallRow } from './wall-row.ts';
import { wallRow, wallRowLate } from './wall-row.testing.ts';

const stage = (id: string, position: number, given: Partial<WallMeta['stages'][number]> = {}) => ({
	...{ id, kind: 'repair' as const, name: id, position, hidden: false, allowance: 0 },
	...given
});
const meta: WallMeta = {
	...{ workshop: { name: '一号车间', timeZone: 'Asia/Shanghai' }, openWindows: [] },
	stages: [
		stage('repair', 2),
		stage('arrived', 1),
		stage('booked', 0, { kind: 'booked' }),
		stage('old', 3, { hidden: true }),
		stage('ready', 4)
	],
	...{ technicians: ['李磊', '周涛', '孙杰'], bays: ['6号', '7号'] }
};
const glass = (inches: number, metres: number, width = 1920, height = 1080) =>
	layOut({ inches, metres }, { width, height });
const usual = glass(55, 5);
const plan = (
	layout: 'promise' | 'stage' | 'technician',
	rows: WallRow[],
	on = usual,
	stageIds: string[] | null = null
) => planWall(rows, meta, { layout, stageIds }, on);
const cars = (count: number, given: Partial<WallRow> = {}) =>
	Array.from({ length: count }, () => wallRow(given));
const ready = { outlook: { state: 'onTime', overdue: false, ready: true, minutes: 0, readyBy: 0 } } as const;

/** Each page's columns: the groups of each with their cars, names and lines. */
function told(plan: WallPlan): string[][] {
	if (plan.kind === 'list') return [['list']];
	return plan.pages.map((page) =>
		page.map((column) =>
			column
				.map(({ forms: [name], note, cars, lines }) => [name, note, `(${cars.length})`, ...lines].join(' '))
				.join(' | ')
		)
	);
}

describe('a wall by stage', () => {
	test('[DISP7] a column a stage in the board’s order, with its number of cars; no bookings', () => {
		expect(told(plan('stage', cars(3)))).toEqual([['arrived 0 (0)', 'repair 3 (3)', 'ready 0 (0)']]);
	});

	test('[DISP7] a hidden stage is there while a car is on it', () => {
		expect(told(plan('stage', cars(1, { stageId: 'old' })))[0]).toContain('old 1 (1)');
	});

	test('[DISP7] only the stages that were chosen, and their cars', () => {
		const rows = [...cars(2), ...cars(4, { stageId: 'ready' })];
		expect(told(plan('stage', rows, usual, ['arrived', 'ready']))).toEqual([
			['arrived 0 (0)', 'ready 4 (4)']
		]);
	});

	test('[DISP7] 55 inches at 5 m hold four columns of five cars', () => {
		expect(told(plan('stage', cars(20)))).toEqual([Array.from({ length: 4 }, () => 'repair 20 (5)')]);
	});

	test('[DISP3] [DISP7] what must be acted on is named with its stage on every page', () => {
		const laid = plan('stage', [
			wallRowLate(),
			wallRowLate({ stage: 'Waiting for dispatch', stageForms: ['Waiting for dispatch', 'Queued long'] }),
			...cars(28)
		]);
		expect(laid.pages).toHaveLength(2);
		for (const page of laid.kind === 'columns' ? laid.pages : []) {
			const [first] = page[0] ?? [];
			expect(first?.id).toBe('pinned');
			const told = first?.cars.map(({ beside, below }) => [beside?.text, ...below.map(({ text }) => text)]);
			expect(told).toEqual([['机修'], [undefined, 'Queued long']]);
		}
	});

	test('[DISP7] a glass too narrow for two columns shows the list', () => {
		expect(plan('stage', cars(3), glass(43, 12)).kind).toBe('list');
		expect(plan('stage', cars(3), glass(55, 5, 1080, 1920))).toMatchObject({ kind: 'columns', columns: 2 });
		expect(plan('promise', cars(3)).kind).toBe('list');
	});

	test('[DISP2] [DISP13] no plate is wider than its card, whatever the glass', () => {
		const rows = [...cars(29), ...cars(1, { plate: 'ABC-12345678' })];
		for (let metres = 1; metres < 12; metres += 0.5) {
			const laid = plan('stage', rows, glass(55, metres));
			if (laid.kind === 'list') continue;
			const shown = laid.pages.flatMap((page) =>
				page.flatMap((column) => column.flatMap(({ cars }) => cars))
			);
			for (const { plate } of shown) expect(textWidth(plate)).toBeLessThanOrEqual(laid.width);
		}
	});
});

describe('a wall by technician and bay', () => {
	test('[DISP8] nobody’s cars first, then everybody’s with their bays, ready cars, who and which bays are free', () => {
		const rows = [
			...cars(1, { technician: '未派工', assigned: false, bay: '' }),
			...cars(2, { technician: '周涛', bay: '7号' }),
			...cars(1, { ...ready, bay: '' })
		];
		expect(told(plan('technician', rows)).flat().join(' | ')).toBe(
			'未派工 1 (1) | 周涛 7号 (2) | 待交 1 (1) | 空闲 2 (0) 李磊\u2002孙杰 | 空工位 1 (0) 6号'
		);
	});

	test('[DISP8] who works on a car that this wall does not show is not free', () => {
		const laid = plan(
			'technician',
			[...cars(1), ...cars(1, { stageId: 'arrived', technician: '周涛' })],
			usual,
			['arrived']
		);
		expect(told(laid).flat().join(' | ')).toBe('周涛 6号 (1) | 空闲 1 (0) 孙杰 | 空工位 1 (0) 7号');
	});

	test('[DISP8] who left the house is named while a car is theirs', () => {
		expect(told(plan('technician', cars(1, { technician: '郑师傅' })))[0]![0]).toContain('郑师傅 6号 (1)');
	});

	test('[DISP3] [DISP8] what must be acted on is named with its technician', () => {
		const laid = plan('technician', [wallRowLate({ technician: '周涛' }), ...cars(30)]);
		expect(laid.pages.length).toBeGreaterThan(1);
		for (const page of laid.kind === 'columns' ? laid.pages : []) {
			expect(page[0]?.[0]?.cars.map(({ beside }) => beside?.text)).toEqual(['周涛']);
		}
	});

	test('[DISP8] free bays go where there is no room', () => {
		const full = cars(19, { technician: '李磊', bay: '6号' });
		expect(told(plan('technician', full)).flat().join()).not.toContain('空工位');
		expect(
			told(plan('technician', full.slice(0, 4)))
				.flat()
				.join()
		).toContain('空工位');
	});
});

import { expect, test } from 'vitest';
import { wallFeed } from '../feeds/wall.ts';
import type { Settings } from '../feeds/settings.ts';
import { after, book, contextOf, HOUR, MINUTE, moveTo, NOW, stages, stopFor } from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import { countRows, wallRows } from './wall-row.ts';

const { people, bays, ...context } = contextOf();
const settings: Settings = {
	workshop: {
		...{ id: 'w', slug: 'one', name: '一号车间', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
		...{ openingHours: [], phone: '', pickupDesk: '', platesMasked: false }
	},
	...{ revision: 1, stages: [...context.stages], bays: [...bays], people: [...people] },
	openWindows: [[NOW - 24 * HOUR, NOW + 24 * HOUR]]
};
const meta = wallFeed.meta(settings);
const rowsOf = (jobs: Job[], now: number) =>
	wallRows(
		jobs.map((job) => wallFeed.card(job, settings)).filter((card) => card !== null),
		meta,
		now
	);

const inRepair = after(after(null, book({ standardHours: 2 })), moveTo(stages.repair));

test('a row says what the card shows, in the workshop’s time', () => {
	const [row] = rowsOf([inRepair], NOW + HOUR);
	expect(row).toMatchObject({
		...{ plate: '豫A\u20099X770', stage: stages.repair.name, stoppage: '', assigned: false },
		...{ time: '13:00', day: '', words: { word: '准时', sign: '✓' } }
	});
});

test('a visit goes on with the work: half of its hours are half of the stage', () => {
	const at = (now: number) => rowsOf([inRepair], now)[0]!.progress;
	// Eight columns from arrival to ready are seven steps; three are behind.
	expect(at(NOW)).toBeCloseTo(3 / 7);
	expect(at(NOW + HOUR)).toBeCloseTo(3.5 / 7);
	const ready = after(inRepair, moveTo(stages.ready));
	expect(rowsOf([ready], NOW)[0]!.progress).toBe(1);
});

test('a stopped car says why and since when', () => {
	const stopped = after(inRepair, stopFor('parts'));
	expect(rowsOf([stopped], NOW + 130 * MINUTE)[0]).toMatchObject({
		...{ stopped: true, stoppage: '待料', age: '2:10' }
	});
});

test('the header counts what is late and stopped in work, and what is ready apart', () => {
	const stopped = after(inRepair, stopFor('parts'));
	const ready = after(inRepair, moveTo(stages.ready));
	const awaitsOwner = after(ready, stopFor('pickup'));
	const late: Job = { ...inRepair, promise: NOW - MINUTE };
	const rows = rowsOf([inRepair, stopped, late, ready, awaitsOwner], NOW);
	expect(countRows(rows)).toEqual({ inShop: 5, late: 1, stopped: 1, ready: 2 });
});

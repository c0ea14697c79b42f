import { describe, expect, test } from 'vitest';
import { maskPlate } from '../model/plate.ts';
import { wallFeed } from '../feeds/wall.ts';
import type { Settings } from '../model/settings.ts';
import { after, book, contextOf, HOUR, MINUTE, moveTo, NOW, stages, stopFor } from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import { countRows, lookAlikes, wallRows } from './wall-row.ts';

const { people, bays, ...context } = contextOf();
const settings: Settings = {
	workshop: {
		...{ id: 'w', slug: 'one', name: '一号车间', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
		...{ phone: '', pickupDesk: '', platesMasked: false }
	},
	...{ revision: 1, stages: [...context.stages], bays: [...bays], people: [...people] },
	namedOnCards: new Set(),
	specialDays: [],
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
	expect(countRows(rows)).toEqual({ inShop: 5, late: 1, behind: 0, stopped: 1, ready: 2 });
	// Two hours of work do not fit into the last one.
	expect(countRows(rowsOf([inRepair], NOW + 3.5 * HOUR))).toMatchObject({ late: 0, behind: 0 });
	expect(countRows(rowsOf([{ ...inRepair, standardHours: 9 }], NOW))).toMatchObject({ late: 0, behind: 1 });
});

describe('masked plates', () => {
	const masked: Settings = { ...settings, workshop: { ...settings.workshop, platesMasked: true } };
	const plated = (plate: string, ticket: string): Job => ({
		...inRepair,
		...{ id: ticket, ticket, vehicle: { ...inRepair.vehicle, plate } }
	});
	const shown = (jobs: Job[], now = NOW) =>
		wallRows(
			jobs.map((job) => wallFeed.card(job, masked)).filter((card) => card !== null),
			meta,
			now
		).map(({ plate }) => plate);

	test('[FEED6] cars that look alike are called by their codes, both of them, others by their plates', () => {
		const jobs = [plated('豫A9X345', 'A01'), plated('豫A8Y345', 'A02'), plated('豫B9X345', 'A03')];
		expect(shown(jobs)).toEqual(['A01', 'A02', '豫B\u2009··345']);
		// The other one has left.
		expect(shown([jobs[0]!])).toEqual(['豫A\u2009··345']);
	});

	test('[FEED6] of 30 cars of a city with three signs shown, one wall in three holds look-alikes', () => {
		// Digits only, as most plates end: 1 - product of (1 - i/1000), i = 1 to 29, is 36 %.
		let seed = 7;
		const chance = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
		const digits = () => String(Math.floor(chance() * 100_000)).padStart(5, '0');
		const walls = Array.from({ length: 4_000 }, () =>
			Array.from({ length: 30 }, () => ({ plate: maskPlate(`豫A${digits()}`, 3) }))
		);
		const share = walls.filter((cards) => lookAlikes(cards).size > 0).length / walls.length;
		expect(share).toBeGreaterThan(0.33);
		expect(share).toBeLessThan(0.39);
	});

	test('[FEED6] no two cars of a wall are called the same', () => {
		let seed = 11;
		const chance = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
		for (let wall = 0; wall < 50; wall++) {
			const jobs = Array.from({ length: 30 }, (_, index) =>
				plated(`豫A${String(Math.floor(chance() * 100_000)).padStart(5, '0')}`, `A${index + 10}`)
			);
			expect(new Set(shown(jobs)).size).toBe(30);
		}
	});
});

test('[TIME5] a ready car shows when it became ready and how long it waits, not its promise', () => {
	const ready: Job = { ...after(inRepair, moveTo(stages.ready)), readyAt: NOW };
	expect(rowsOf([ready], NOW + 35 * MINUTE)[0]).toMatchObject({
		...{ timed: true, day: '', time: '09:00', words: { word: '已完工', tone: 'fine', minutes: '35′' } }
	});
});

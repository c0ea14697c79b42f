import { describe, expect, test } from 'vitest';
import {
	after,
	book,
	contextOf,
	dispatchTo,
	HOUR,
	jobIn,
	moveTo,
	NOW,
	stages,
	stopFor
} from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import { workLeft } from '../job/outlook.ts';
import { boardFeed, floorFeed } from './board.ts';
import { type FeedName, feeds } from './index.ts';
import type { Settings } from '../model/settings.ts';

const { bays, people } = contextOf();
const settings: Settings = {
	workshop: {
		...{ id: 'w', slug: 'w', name: '看车行', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
		...{ phone: '0371-1', pickupDesk: '2 号台', platesMasked: false }
	},
	...{
		revision: 0,
		stages: Object.values(stages),
		bays: [...bays],
		people: [...people],
		namedOnCards: new Set<string>(),
		openWindows: [],
		specialDays: []
	}
};

/** Everything that a job may say, each with a word of its own to look for. */
const secrets = {
	plate: '豫A9X770',
	name: 'secret-name',
	phone: 'secret-phone',
	vin: 'SECRETVIN',
	work: 'secret-fault',
	remark: 'secret-remark',
	stoppage: 'secret-stoppage',
	note: 'secret-note',
	order: 'secret-order'
};

function telling(): Job {
	const vehicle = { plate: secrets.plate, vin: secrets.vin, brand: 'VW', model: 'Golf', colour: '白' };
	const customer = { name: secrets.name, phone: secrets.phone };
	const { work, remark, order: orderNumber } = secrets;
	let job = after(
		null,
		book({ vehicle, customer, work, remark, orderNumber }, { arrivedAt: NOW, fromSource: true })
	);
	job = after(after(job, moveTo(stages.repair)), dispatchTo());
	job = after(job, { type: 'note', text: secrets.note });
	return after(job, stopFor('parts', { note: secrets.stoppage, blocksBay: true }));
}

const said = (feed: FeedName, job: Job): string[] => {
	const text = JSON.stringify([feeds[feed].card(job as never, settings), feeds[feed].meta(settings)]);
	return Object.entries(secrets)
		.filter(([, word]) => text.includes(word))
		.map(([key]) => key);
};

describe('what an audience sees', () => {
	test('[FEED3] the lounge: no plate, name, phone, VIN, order, fault, stoppage or note', () => {
		expect(said('lounge', telling())).toEqual([]);
		expect(feeds.lounge.card(telling(), settings)).toEqual({
			...{ id: telling().id, ticket: 'A01', model: 'Golf', colour: '白', step: 'repair', waiting: true },
			...{ promise: telling().promise, readyAt: null }
		});
	});

	test('[FEED4] the customer: the work, and a masked plate; no name, phone, VIN or what the house writes', () => {
		expect(said('job', telling())).toEqual(['work']);
	});

	test('[TIME8] the customer learns what a stopped car waits for, and no reason that is the workshop’s own', () => {
		const waitsFor = (reason: 'parts' | 'approval' | 'technician') => {
			const job = after(after(telling(), { type: 'resume' }), stopFor(reason));
			return feeds.job.card(job, settings)?.waitsFor;
		};
		expect([waitsFor('parts'), waitsFor('approval'), waitsFor('technician')]).toEqual([
			'parts',
			'approval',
			null
		]);
	});

	test('[OUT8] the customer’s card says from when on the car is late, not what that is computed from', () => {
		const card = feeds.job.card(telling(), settings)!;
		expect(card.lateFrom).toBeTypeOf('number');
		expect(Object.keys(card)).not.toEqual(expect.arrayContaining(['standardHours']));
		expect(Object.keys(card)).not.toEqual(expect.arrayContaining(['worked']));
	});

	test('[FEED1] the wall: plates, and no name, phone, VIN or free text', () => {
		expect(said('wall', telling())).toEqual(['plate']);
	});

	test('[FEED7] the wall: who works here now and which bays are in use, by name alone', () => {
		const { technicians, bays: named } = feeds.wall.meta({ ...settings, bays: [...bays].reverse() });
		expect(technicians).toEqual(['周师傅', '吴师傅']);
		expect(named).toEqual(['1 号工位', '2 号工位']);
		expect(Object.keys(feeds.wall.meta(settings)).sort()).toEqual([
			...['bays', 'openWindows', 'stages', 'technicians', 'workshop']
		]);
	});

	test('[FEED1] [FEED9] the board: the whole job but what the dealer’s system said and no board shows', () => {
		const job = { ...telling(), lastMove: null };
		expect(job.source).not.toBeNull();
		const { facetVersions } = boardFeed.card(job, settings)!;
		expect(boardFeed.card(job, settings)).toEqual({ ...job, source: null, reached: {}, facetVersions });
		expect(facetVersions.facets.notes).toEqual({ version: 2 });
	});

	test('[FEED9] the stretches of work that have ended are one on the board, as long in opening hours', () => {
		const day = (number: number) => NOW + number * 24 * HOUR;
		const openWindows = [day(0), day(1), day(2)].map((from) => [from, from + 9 * HOUR] as const);
		const at = { ...settings, openWindows };
		let job = jobIn(stages.repair);
		for (const now of [day(0) + HOUR, day(0) + 2 * HOUR, day(0) + 8 * HOUR, day(1) + HOUR]) {
			const to = job.stageKind === 'repair' ? stages.inspection : stages.repair;
			job = after(job, moveTo(to), contextOf({ now }));
		}
		job = { ...job, standardHours: 40 };
		const card = boardFeed.card(job, at)!;
		expect(card.worked).toHaveLength(2);
		for (const now of [day(1) + 3 * HOUR, day(1) + 4 * HOUR, day(2) + HOUR]) {
			expect(workLeft(card, { stages: [], openWindows }, now)).toBe(
				workLeft(job, { stages: [], openWindows }, now)
			);
		}
	});

	test('[FEED10] the floor: the first sign of a name, no phone number, and all else', () => {
		expect(said('floor', telling())).toEqual(
			said('board', telling()).filter((kind) => !/name|phone/.test(kind))
		);
		expect(floorFeed.card(telling(), settings)!.customer).toEqual({ name: 's**', phone: '' });
		const named = (name: string) =>
			floorFeed.card({ ...telling(), customer: { name, phone: '1' } }, settings);
		expect(['欧阳小明', '𠮷野', 'Li', ''].map((name) => named(name)!.customer.name)).toEqual([
			...['欧**', '𠮷**', 'L**', '']
		]);
	});

	test('[FEED1] a booking is on the board alone; who has left is on no screen but the customer’s', () => {
		const shown = (job: Job) =>
			(Object.keys(feeds) as FeedName[])
				.filter((feed) => feeds[feed].stream === 'job')
				.filter((feed) => feeds[feed].card(job as never, settings));
		expect(shown(jobIn())).toEqual(['board', 'floor', 'job']);
		expect(shown(jobIn(stages.repair))).toEqual(['board', 'floor', 'wall', 'lounge', 'job']);
		expect(shown(after(jobIn(stages.ready), { type: 'deliver' }))).toEqual(['job']);
		expect(shown(after(jobIn(stages.repair), { type: 'cancel', reason: '改期' }))).toEqual(['job']);
	});

	test('[FEED4] steps ahead of a car sent back from inspection lie ahead again', () => {
		const back = after(jobIn(stages.repair, stages.inspection), moveTo(stages.repair));
		const card = feeds.job.card(back, settings)!;
		expect(Object.keys(card.reached)).not.toContain('inspection');
		expect(Object.keys(card.reached)).toContain('repair');
	});
});

import { describe, expect, test } from 'vitest';
import {
	after,
	book,
	contextOf,
	dispatchTo,
	jobIn,
	moveTo,
	NOW,
	stages,
	stopFor
} from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import { boardFeed } from './board.ts';
import { type FeedName, feeds } from './index.ts';
import type { Settings } from './settings.ts';

const { bays, people } = contextOf();
const settings: Settings = {
	workshop: {
		...{ id: 'w', slug: 'w', name: '看车行', language: 'zh-CN', timeZone: 'Asia/Shanghai', openingHours: [] },
		...{ phone: '0371-1', pickupDesk: '2 号台', platesMasked: false }
	},
	...{
		revision: 0,
		stages: Object.values(stages),
		bays: [...bays],
		people: [...people],
		namedOnCards: new Set<string>(),
		openWindows: []
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
	const text = JSON.stringify([feeds[feed].card(job, settings), feeds[feed].meta(settings)]);
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

	test('[FEED1] the board: the whole job but what the dealer’s system said', () => {
		expect(telling().source).not.toBeNull();
		expect(boardFeed.card(telling(), settings)).toEqual({ ...telling(), source: null });
	});

	test('[FEED1] a booking is on the board alone; who has left is on no screen but the customer’s', () => {
		const shown = (job: Job) =>
			(Object.keys(feeds) as FeedName[]).filter((feed) => feeds[feed].card(job, settings));
		expect(shown(jobIn())).toEqual(['board', 'job']);
		expect(shown(jobIn(stages.repair))).toEqual(['board', 'wall', 'lounge', 'job']);
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

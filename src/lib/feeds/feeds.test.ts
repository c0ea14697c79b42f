import { describe, expect, test } from 'vitest';
import { bay1, HOUR, jobIn, NOW, stages } from '../job/job.testing.ts';
import type { Job } from '../job/job.ts';
import type { Person } from '../people/person.ts';
import { feeds, type FeedName } from './index.ts';
import type { Settings } from './settings.ts';

/** A text in each field, by which it is known wherever it turns up. */
const canary = {
	plate: '豫A9X770',
	vin: 'CANARYVIN00000002',
	brand: 'canary-brand',
	customer: 'canary-customer',
	phone: '10000000003',
	remark: 'canary-remark',
	work: 'canary-work',
	orderNumber: 'canary-order',
	stoppage: 'canary-stoppage-note',
	note: 'canary-note',
	noter: 'canary-noter',
	mover: 'canary-mover',
	changer: 'canary-changer',
	reason: 'canary-promise-reason',
	spot: 'canary-spot',
	keyTag: 'canary-key',
	technician: 'canary-technician',
	advisor: 'canary-advisor',
	username: 'canary-other-person',
	bay: 'canary-bay',
	otherBay: 'canary-other-bay',
	source: 'canary-source'
};
type Canary = keyof typeof canary;

const person = (id: string, name: string): Person => ({ id, name, roles: ['technician'], active: true });
const people = [person('t', canary.technician), person('a', canary.advisor), person('o', canary.username)];

const settings: Settings = {
	workshop: {
		...{ id: 'w', slug: 'one', name: '一号车间', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
		...{ openingHours: [], phone: '0371-0000-0000', pickupDesk: '2 号服务台' }
	},
	revision: 1,
	stages: Object.values(stages),
	bays: [
		{ ...bay1, id: 'b', name: canary.bay },
		{ ...bay1, id: 'c', name: canary.otherBay }
	],
	people,
	openWindows: [[NOW, NOW + HOUR]]
};

const base = jobIn(stages.repair);
const job: Job = {
	...base,
	orderNumber: canary.orderNumber,
	vehicle: { plate: canary.plate, vin: canary.vin, brand: canary.brand, model: '天籁', colour: '珠光白' },
	customer: { name: canary.customer, phone: canary.phone },
	work: canary.work,
	remark: canary.remark,
	technicianId: 't',
	advisorId: 'a',
	bayId: 'b',
	stoppage: {
		...{ reason: 'parts', since: NOW, expectedUntil: null, note: canary.stoppage },
		...{ otherWork: false, blocksBay: true }
	},
	promiseChange: { from: NOW, reason: canary.reason, at: NOW },
	parking: { spot: canary.spot, keyTag: canary.keyTag },
	lastNote: { text: canary.note, by: canary.noter, at: NOW },
	lastMove: { at: NOW, by: canary.mover, before: base },
	changedBy: canary.changer,
	source: { ...base, remark: canary.source }
};

/** Which canaries an audience gets to see, in the card or beside it. */
function seen(feed: FeedName, of: Job = job): Canary[] {
	const sent = JSON.stringify([feeds[feed].card(of, settings), feeds[feed].meta(settings)]);
	return (Object.keys(canary) as Canary[]).filter((name) => sent.includes(canary[name]));
}

const keysOf = (value: object | null) => Object.keys(value ?? {}).sort();

describe('what an audience sees', () => {
	test('the canaries are all there to be seen', () => {
		const everything = JSON.stringify([job, settings]);
		for (const text of Object.values(canary)) expect(everything).toContain(text);
	});

	test('[FEED1] [FEED3] the lounge: none of plate, name, phone, VIN, work, remark, stoppage', () => {
		expect(seen('lounge')).toEqual([]);
		expect(keysOf(feeds.lounge.card(job, settings))).toEqual(
			['id', 'ticket', 'model', 'colour', 'step', 'waiting', 'promise', 'readyAt'].sort()
		);
		expect(JSON.stringify(feeds.lounge.card(job, settings))).not.toContain('parts');
	});

	test('[FEED1] the wall: plate, technician and bay; nothing of the customer, no free text', () => {
		expect(seen('wall').sort()).toEqual(['bay', 'plate', 'technician']);
		expect(keysOf(feeds.wall.card(job, settings)?.stoppage ?? null)).toEqual(
			['reason', 'since', 'expectedUntil', 'otherWork'].sort()
		);
	});

	test('[FEED1] [FEED4] the customer: the work, the advisor, why the promise changed; a masked plate', () => {
		expect(seen('job').sort()).toEqual(['advisor', 'reason', 'work']);
		expect(feeds.job.card(job, settings)?.plate).toMatch(/···/);
		expect(keysOf(feeds.job.card(job, settings))).not.toContain('stoppage');
	});

	test('[FEED1] staff: all but what the dealer’s system said last', () => {
		expect(seen('board')).not.toContain('source');
		expect(seen('board')).toContain('customer');
	});
});

describe('which jobs an audience sees', () => {
	const booked = jobIn(stages.booked);
	const delivered: Job = { ...job, status: 'delivered' };

	test.each<[FeedName, boolean, boolean]>([
		['board', true, false],
		['wall', false, false],
		['lounge', false, false],
		['job', true, true]
	])('%s: booked %s, delivered %s', (feed, seesBooked, seesDelivered) => {
		expect(feeds[feed].card({ ...booked, arrivedAt: null }, settings) !== null).toBe(seesBooked);
		expect(feeds[feed].card(delivered, settings) !== null).toBe(seesDelivered);
	});
});

describe('the customer’s steps', () => {
	test('each kind in use once, in the order of the board, without the booking', () => {
		expect(feeds.job.meta(settings).steps).toEqual([
			'arrived',
			'waiting',
			'diagnosis',
			'repair',
			'inspection',
			'wash',
			'ready'
		]);
	});

	test('a car sent back has not been inspected', () => {
		const back = jobIn(stages.repair, stages.inspection, stages.repair);
		expect(keysOf(feeds.job.card(back, settings)?.reached ?? null)).not.toContain('inspection');
	});
});

import { describe, expect, test } from 'vitest';
import {
	after,
	advisor,
	bay1,
	bay2,
	book,
	contextOf,
	dispatchTo,
	type Draft,
	given,
	gone,
	HOUR,
	jobIn,
	lin,
	MINUTE,
	moveTo,
	NOW,
	oldBay,
	order,
	other,
	stages,
	stopFor,
	technician,
	uuid
} from './job.testing.ts';
import type { Job } from './job.ts';
import type { Stage } from '../model/stage.ts';

const inUse = (...kept: Stage[]) => ({ stages: kept });

/** What every command changes. */
const versionsOf = ({ version, facetVersions }: Job) => ({ version, facetVersions });

/** A draft of every command but `book`. */
const onJob: Draft[] = [
	{ type: 'checkIn', arrivedAt: null },
	dispatchTo(),
	moveTo(stages.repair),
	stopFor('parts'),
	{ type: 'resume' },
	{ type: 'revisePromise', promise: NOW + HOUR, reason: '加项' },
	{ type: 'park', spot: 'B12', keyTag: '7' },
	{ type: 'note', text: '客户要旧件' },
	{ type: 'amend', order: { work: '更换刹车片' } },
	{ type: 'readSource', order, arrivedAt: null },
	{ type: 'takeBack', order: null, source: null, reason: '撤回' },
	{ type: 'deliver' },
	{ type: 'cancel', reason: '客户改期' },
	{ type: 'undo' }
];

describe('book', () => {
	test('[JOB2] [JOB3] a booking stands in the leftmost stage of kind booked, under the ticket given', () => {
		const job = given(null, { ticket: 'C07' })
			.when(book())
			.then({ type: 'booked', ticket: 'C07', stageId: stages.booked.id });
		expect(job).toMatchObject({ ...order, status: 'open', version: 1, ticket: 'C07', arrivedAt: null });
	});

	test('[JOB3] a car that is here stands in the first kind of arrival that is in use', () => {
		const job = given(null)
			.when(book({}, { arrivedAt: NOW - MINUTE }))
			.then({ type: 'booked' }, { type: 'checkedIn', stageId: stages.arrived.id, arrivedAt: NOW - MINUTE });
		expect(job).toMatchObject({ stageId: stages.arrived.id, arrivedAt: NOW - MINUTE, version: 1 });
		const hidden = { ...stages.arrived, hidden: true };
		given(null, inUse(hidden, stages.repair, stages.waiting))
			.when(book({}, { arrivedAt: NOW }))
			.then(
				{ type: 'booked', stageId: stages.waiting.id },
				{ type: 'checkedIn', stageId: stages.waiting.id }
			);
	});

	test('[JOB3] without a stage for bookings, a booking stands where cars come in', () => {
		given(null, inUse(stages.waiting, stages.ready))
			.when(book())
			.then({ type: 'booked', stageId: stages.waiting.id });
	});

	test('[OUT2] a car that comes in straight into a stage of work is being worked on', () => {
		const job = given(null, inUse(stages.repair, stages.ready))
			.when(book({}, { arrivedAt: NOW }))
			.then({ type: 'booked' }, { type: 'checkedIn' });
		expect(job.worked).toEqual([{ from: NOW, to: null }]);
		expect(job.lastMove).toBeNull();
	});

	test('[JOB3] it goes behind the last card of the column', () => {
		const column = () => [
			{ id: uuid(7), position: 'a1' },
			{ id: uuid(8), position: 'a0' }
		];
		const job = given(null, { column }).when(book()).then({ type: 'booked' });
		expect(job.position > 'a1').toBe(true);
	});

	test('refuses an id in use, an unknown advisor, a promise that has passed, a board without stages', () => {
		given(jobIn()).when(book()).refuses('jobExists');
		given(null)
			.when(book({ advisorId: uuid(99) }))
			.refuses('unknownAdvisor');
		given(null)
			.when(book({ advisorId: gone.id }))
			.refuses('unknownAdvisor');
		given(null)
			.when(book({ promise: NOW - HOUR }))
			.refuses('promiseInPast');
		given(null, inUse()).when(book()).refuses('noStage');
		given(null, inUse({ ...stages.booked }))
			.when(book())
			.refuses('noStage');
	});

	test('[IMP1] takes a promise that has passed from the dealer’s system, which tells of the past', () => {
		given(null)
			.when(book({ promise: NOW - HOUR }, { fromSource: true }))
			.then({ type: 'booked' });
	});
});

describe('any command', () => {
	test.each(onJob)('[CMD5] $type by who saw an older version is stale, and names who was first', (draft) => {
		const job = after(jobIn(stages.repair), { type: 'note', text: '先来' });
		given(job)
			.when({ ...draft, expect: job.version - 1 })
			.refuses('stale');
		expect(job).toMatchObject({ changedBy: lin.name, changedAt: NOW });
	});

	test.each(onJob)('$type of a job nobody knows is refused', (draft) => {
		given(null).when(draft).refuses('unknownJob');
	});

	test.each(onJob.filter(({ type }) => type !== 'undo' && type !== 'readSource'))(
		'[JOB1] $type of a job that has left the board is refused',
		(draft) => {
			const delivered = after(jobIn(stages.repair, stages.ready), { type: 'deliver' });
			given(delivered).when(draft).refuses('jobClosed');
			given(after(jobIn(), { type: 'cancel', reason: '改期' }))
				.when(draft)
				.refuses('jobClosed');
		}
	);
});

describe('check in', () => {
	const checkIn = (arrivedAt: number | null): Draft => ({ type: 'checkIn', arrivedAt });

	test('[JOB3] [JOB4] the car arrives, now or when told, never in the future', () => {
		const now = given(jobIn())
			.when(checkIn(null))
			.then({ type: 'checkedIn', stageId: stages.arrived.id, arrivedAt: NOW });
		expect(now).toMatchObject({ arrivedAt: NOW, stageKind: 'arrived', reached: { arrived: NOW } });
		given(jobIn())
			.when(checkIn(NOW - HOUR))
			.then({ type: 'checkedIn', arrivedAt: NOW - HOUR });
		given(jobIn())
			.when(checkIn(NOW + HOUR))
			.then({ type: 'checkedIn', arrivedAt: NOW });
	});

	test('[JOB4] but once, and only where there is a stage for it', () => {
		given(jobIn(stages.arrived)).when(checkIn(null)).refuses('alreadyArrived');
		given(jobIn(), inUse(stages.booked)).when(checkIn(null)).refuses('noStage');
	});
});

describe('dispatch', () => {
	test('[JOB7] names an active technician and a bay in use, or takes them away', () => {
		const job = given(jobIn(stages.waiting)).when(dispatchTo()).then({ type: 'dispatched' });
		expect(job).toMatchObject({ technicianId: technician.id, bayId: bay1.id, standardHours: 2 });
		const freed = given(job)
			.when(dispatchTo({ technicianId: null, bayId: null, standardHours: null }))
			.then({ type: 'dispatched' });
		expect(freed).toMatchObject({ technicianId: null, bayId: null, standardHours: null });
	});

	test('[JOB7] nobody who left, is no technician or is unknown; no bay out of use', () => {
		for (const id of [gone.id, advisor.id, uuid(99)]) {
			given(jobIn(stages.waiting))
				.when(dispatchTo({ technicianId: id }))
				.refuses('unknownTechnician');
		}
		for (const id of [oldBay.id, uuid(99)]) {
			given(jobIn(stages.waiting))
				.when(dispatchTo({ bayId: id }))
				.refuses('unknownBay');
		}
	});

	test('[JOB7] whoever has left stays named where he was, while the rest is dispatched anew', () => {
		const job = after(jobIn(stages.repair), dispatchTo());
		const people = [{ ...technician, active: false }, other];
		const bays = [{ ...bay1, hidden: true }, bay2];
		given(job, { people, bays })
			.when(dispatchTo({ standardHours: 3 }))
			.then({ type: 'dispatched', standardHours: 3 });
		given(job, { people, bays })
			.when(dispatchTo({ technicianId: other.id, bayId: bay2.id }))
			.then({ type: 'dispatched' });
	});
});

describe('deliver and cancel', () => {
	test('[JOB6] a ready car is delivered; any other is not', () => {
		const job = given(jobIn(stages.repair, stages.ready))
			.when({ type: 'deliver' })
			.then({ type: 'delivered' });
		expect(job).toMatchObject({ status: 'delivered', closedAt: NOW, stoppage: null, bayId: null });
		given(jobIn(stages.repair)).when({ type: 'deliver' }).refuses('notReady');
	});

	test('[JOB6] an open job is cancelled wherever it stands; its work ends', () => {
		const working = after(
			after(jobIn(stages.repair), dispatchTo()),
			stopFor('approval', { otherWork: true })
		);
		const job = given(working)
			.when({ type: 'cancel', reason: '客户不修了' })
			.then({ type: 'cancelled', reason: '客户不修了' });
		expect(job).toMatchObject({ status: 'cancelled', closedAt: NOW, stoppage: null, bayId: null });
		expect(job.worked).toEqual([{ from: NOW, to: NOW }]);
	});
});

describe('park, note, amend', () => {
	test('each sets what it says and nothing else', () => {
		const job = jobIn(stages.arrived);
		const parked = given(job).when({ type: 'park', spot: 'B12', keyTag: '7' }).then({ type: 'parked' });
		expect(parked).toEqual({ ...job, ...versionsOf(parked), parking: { spot: 'B12', keyTag: '7' } });
		const noted = given(job).when({ type: 'note', text: '旧件带走' }).then({ type: 'noted' });
		expect(noted).toEqual({
			...job,
			...versionsOf(noted),
			lastNote: { text: '旧件带走', by: lin.name, at: NOW }
		});
		const amended = given(job)
			.when({ type: 'amend', order: { ...order, work: '更换刹车片' } })
			.then({ type: 'amended', order: { work: '更换刹车片' } });
		expect(amended).toEqual({ ...job, ...versionsOf(amended), work: '更换刹车片' });
	});

	test('an amendment that changes nothing is refused, and so is an advisor who is none', () => {
		const job = jobIn(stages.arrived);
		given(job).when({ type: 'amend', order }).refuses('nothingChanged');
		given(job).when({ type: 'amend', order: {} }).refuses('nothingChanged');
		given(job)
			.when({ type: 'amend', order: { advisorId: gone.id } })
			.refuses('unknownAdvisor');
	});

	test('[JOB7] an advisor who has left stays named while something else is amended', () => {
		const people = contextOf().people.map((person) => ({ ...person, active: person.id !== advisor.id }));
		given(jobIn(stages.arrived), { people })
			.when({ type: 'amend', order: { ...order, remark: '加急' } })
			.then({ type: 'amended', order: { remark: '加急' } });
	});
});

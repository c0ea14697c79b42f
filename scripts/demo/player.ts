import { uuidv7 } from 'uuidv7';
import type { BoardCard, BoardMeta } from '#lib/feeds/board.ts';
import type { Locale } from '#lib/languages/locale.ts';
import { byPosition, type StageKind } from '#lib/model/stage.ts';
import type { Screen } from '../live/screen.ts';
import { visit } from './cast.ts';
import type { Chance } from './chance.ts';
import { MINUTE } from '#lib/model/moments.ts';
import { quarter, type Told } from './told.ts';

/** Cars on the board that the day keeps to. */
const FULL = 38;

/** Seconds a car stays where it is, at speed 1: the day is played some twenty times as fast as it is lived. */
const stays: Record<StageKind | 'stopped', [number, number]> = {
	booked: [60, 420],
	arrived: [25, 80],
	waiting: [30, 140],
	diagnosis: [60, 180],
	repair: [120, 500],
	inspection: [30, 110],
	wash: [30, 110],
	ready: [60, 280],
	stopped: [70, 240]
};

export interface PlayerParts {
	screen: Screen<BoardCard, BoardMeta>;
	chance: Chance;
	locale: Locale;
	/** How many times as fast as usual. */
	speed: number;
	/** Orders given out before. */
	orders: number;
}

/**
 * Plays the day on through the board's own commands, one car at a time: each stays a while where it is,
 * then takes its next step from wherever it stands now, also where a visitor dragged it.
 */
export function play({ screen, chance, locale, speed, orders }: PlayerParts): () => void {
	/** When a car takes its next step, and the standing it was decided for. */
	const due = new Map<string, { at: number; standing: string }>();
	const stoppedOnce = new Set<string>();
	let number = orders;
	let busy = false;

	const send = (jobId: string, expect: number | null, command: Told) =>
		screen.send({ ...command, id: uuidv7(), jobId, ...(expect === null ? {} : { expect }) });

	async function beat(): Promise<void> {
		const { cards } = screen.replica();
		for (const id of due.keys()) if (!cards.has(id)) due.delete(id);
		if (cards.size < FULL && chance.happens(0.08 * speed)) await arrive();
		for (const job of cards.values()) {
			const standing = `${job.stageId} ${job.stoppage?.since ?? ''}`;
			const planned = due.get(job.id);
			if (planned?.standing !== standing) {
				const [low, high] = stays[job.stoppage ? 'stopped' : job.stageKind];
				due.set(job.id, { at: Date.now() + (chance.between(low, high) * 1000) / speed, standing });
			} else if (planned.at <= Date.now()) {
				due.delete(job.id);
				// A refusal means that a visitor was first: the car is planned anew.
				await next(job);
			}
		}
	}

	async function arrive(): Promise<void> {
		const { people } = screen.replica().meta;
		const advisors = people.filter((person) => person.roles.includes('advisor'));
		const { order } = visit(chance, locale, ++number);
		const booked = chance.happens(0.3);
		const bookedFor = booked ? quarter(Date.now() + chance.between(20, 200) * MINUTE) : null;
		// One in eight is promised too early, as it happens.
		const margin = chance.happens(0.12) ? -20 : chance.between(40, 110);
		const length = Math.max(20, order.standardHours * 70 + margin) * MINUTE;
		const promise = quarter((bookedFor ?? Date.now()) + length);
		await send(uuidv7(), null, {
			type: 'book',
			order: { ...order, advisorId: chance.pick(advisors).id, bookedFor, promise },
			arrivedAt: booked ? null : Date.now(),
			fromSource: false
		});
	}

	async function next(job: BoardCard): Promise<void> {
		const command = step(job);
		if (command) await send(job.id, job.version, command);
	}

	function step(job: BoardCard): Told | null {
		if (job.stoppage) return { type: 'resume' };
		switch (job.stageKind) {
			case 'booked':
				return { type: 'checkIn', arrivedAt: null };
			case 'arrived':
				return to(job, 'waiting');
			case 'waiting':
				if (job.technicianId === null) return dispatch(job);
				return to(job, isBody(job) ? 'repair' : 'diagnosis');
			case 'diagnosis':
				return to(job, 'repair');
			case 'repair':
				if (!stoppedOnce.has(job.id) && chance.happens(0.3)) return stop(job);
				return to(job, 'inspection');
			case 'inspection':
				return to(job, chance.happens(0.12) ? 'repair' : 'wash');
			case 'wash':
				return to(job, 'ready');
			case 'ready':
				if (job.parking.spot !== '') return { type: 'deliver' };
				return { type: 'park', spot: `P${chance.between(1, 24)}`, keyTag: String(chance.between(1, 40)) };
		}
	}

	const isBody = (job: BoardCard): boolean => job.workType === 'accident';

	function to(job: BoardCard, kind: StageKind): Told | null {
		const { stages } = screen.replica().meta;
		const open = [...stages].sort(byPosition).filter((stage) => stage.kind === kind && !stage.hidden);
		const stage = open.at(isBody(job) ? -1 : 0);
		return stage ? { type: 'move', stageId: stage.id, after: null, before: null } : null;
	}

	/** To whoever has least to do, on a bay where nobody stands. */
	function dispatch(job: BoardCard): Told {
		const { replica } = screen;
		const { bays, people } = replica().meta;
		const jobs = [...replica().cards.values()];
		const load = (id: string) =>
			jobs.filter((other) => other.technicianId === id && other.readyAt === null).length;
		const technicians = people
			.filter((person) => person.active && person.roles.includes('technician'))
			.sort((a, b) => load(a.id) - load(b.id));
		const shop = isBody(job) ? bays.slice(10) : bays.slice(0, 10);
		const free = shop.find((bay) => !bay.hidden && !jobs.some((other) => other.bayId === bay.id));
		return {
			type: 'dispatch',
			technicianId: technicians[0]?.id ?? null,
			bayId: free?.id ?? null,
			standardHours: job.standardHours
		};
	}

	function stop(job: BoardCard): Told {
		stoppedOnce.add(job.id);
		const reason = chance.pick(['parts', 'parts', 'approval', 'techline', 'sublet'] as const);
		const until = quarter(Date.now() + chance.between(20, 90) * MINUTE);
		const open = reason === 'approval';
		return {
			type: 'stop',
			reason,
			expectedUntil: open ? null : until,
			note: '',
			otherWork: open,
			blocksBay: true
		};
	}

	const timer = setInterval(() => {
		if (busy) return;
		busy = true;
		// While the server is away the day stands still.
		void beat()
			.catch(() => {})
			.finally(() => (busy = false));
	}, 500);
	return () => clearInterval(timer);
}

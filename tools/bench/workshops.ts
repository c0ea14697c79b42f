import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openHouse } from '../house/house.ts';
import { residentOf } from '../live/resident.ts';
import { clock } from './clock.ts';
import { cpuOf } from './cpu.ts';
import { type Figures, figuresOf } from './figures.ts';
import { moverOf } from './mover.ts';
import { onSchedule } from './schedule.ts';
import { Seat } from './seat.ts';
import { countStatements, makeWorkshops, type SmallWorkshop } from './workshops-site.ts';
import { socketIoAddress } from './wire.ts';

/** Many small workshops on one process. */
export interface WorkshopsFigures {
	workshops: number;
	screens: number;
	/** While nothing happens: share of one processor, and statements a second. */
	idle: { cpu: number | null; statements: number };
	/** Moves a second, milliseconds until acknowledged and until the last screen of the workshop had it. */
	rate: number;
	ack: Figures;
	last: Figures;
	/** Moves that a screen did not get. */
	missing: number;
	movingCpu: number | null;
	/** KB of memory that the server holds for each screen, its workshop's share included. */
	memory: number;
	/**
	 * After kill -9: milliseconds from the kill until the new process was ready and until the last screen was current, and the
	 * server's processor until then.
	 */
	back: { ready: number; current: number; cpu: number | null; ack: Figures; readyz: number };
}

const RATE = 30;
const IDLE_SECONDS = 20;
const MOVING_SECONDS = 20;
/** Screens that come in at a time, and those that a workshop has which follow its revisions. */
const AT_A_TIME = 100;
const FOLLOWING = 4;
/** Milliseconds after a start until what a server does once then is over: erasing what is over begins after 15 s. */
const SETTLED_AFTER = 30_000;
/** Milliseconds for what comes late. */
const PATIENCE = 30_000;

export async function measureWorkshops(count: number): Promise<WorkshopsFigures> {
	const dataDir = await mkdtemp(join(tmpdir(), 'kanche-workshops-'));
	await countStatements(dataDir);
	const house = await openHouse({ cards: 1, dataDir });
	const { url, database } = house;
	try {
		const workshops = await makeWorkshops(database.db, dataDir, count);
		// As a server that has run for a while: nothing of how they were made is left to do.
		await database.sql.unsafe('vacuum analyze');
		await house.kill();
		await house.start();
		const startedAt = clock();
		const before = residentOf(house.pid());
		const seats = workshops.map(({ places }) =>
			places.map(
				({ cookie, ...place }) =>
					new Seat({
						...place,
						address: socketIoAddress(url),
						headers: { origin: url, ...(cookie ? { cookie } : {}) }
					})
			)
		);
		const all = seats.flat();
		for (let first = 0; first < all.length; first += AT_A_TIME) {
			await Promise.all(all.slice(first, first + AT_A_TIME).map((seat) => seat.open()));
		}
		await sleep(5_000);
		const memory = (residentOf(house.pid()) - before) / 1024 / all.length;
		await sleep(Math.max(0, startedAt + SETTLED_AFTER - clock()));
		const statements = async () =>
			Number((await database.sql`select sum(calls) as calls from pg_stat_statements`)[0]!.calls);
		const idle = await during(house.pid, async () => {
			const said = await statements();
			await sleep(IDLE_SECONDS * 1_000);
			return ((await statements()) - said) / IDLE_SECONDS;
		});
		const moving = await during(house.pid, () => moveAll(workshops, seats, RATE * MOVING_SECONDS));
		const back = await comeBack(house, workshops, seats);
		for (const seat of all) seat.close();
		return {
			...{ workshops: count, screens: all.length, memory, rate: RATE, back },
			idle: { cpu: idle.cpu, statements: idle.result },
			...{ ...moving.result, movingCpu: moving.cpu }
		};
	} finally {
		await house.close();
		await rm(dataDir, { recursive: true, force: true });
	}
}

/** The share of one processor that the server used meanwhile. */
async function during<Result>(pid: () => number, work: () => Promise<Result>) {
	const [cpuBefore, began] = [cpuOf(pid()), clock()];
	const result = await work();
	const [cpuAfter, ended] = [cpuOf(pid()), clock()];
	const cpu = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / (ended - began);
	return { result, cpu };
}

/** A move in one workshop after the other, each by its own foreman. */
async function moveAll(workshops: readonly SmallWorkshop[], seats: readonly Seat[][], moves: number) {
	const movers = seats.map((own, n) => {
		const cards = own[0]!.cards.map((card) => ({ ...card, plate: '' }));
		return moverOf([own[0]!.wire!], cards, workshops[n]!.stages);
	});
	let next = 0;
	const done = await onSchedule(
		async () => {
			const at = next++ % movers.length;
			return { workshop: at, ...(await movers[at]!()) };
		},
		moves,
		1_000 / RATE
	);
	await sleep(1_000);
	const cameAt = (own: readonly Seat[], mark: number) =>
		Math.max(...own.slice(0, FOLLOWING).map(({ came }) => came.get(mark) ?? NaN));
	const last = done.map(({ due, answer }) => cameAt(seats[answer.workshop]!, answer.mark) - due);
	return {
		ack: figuresOf(done.map(({ due, answer }) => answer.at - due)),
		last: figuresOf(last.filter((time) => !Number.isNaN(time))),
		missing: last.filter(Number.isNaN).length
	};
}

/** The server is killed and started again; meanwhile the foremen who are back go on moving cards. */
async function comeBack(
	house: Awaited<ReturnType<typeof openHouse>>,
	workshops: readonly SmallWorkshop[],
	seats: readonly Seat[][]
): Promise<WorkshopsFigures['back']> {
	const all = seats.flat();
	const began = clock();
	await house.kill();
	const starting = house.start();
	let slowest = 0;
	const ack: number[] = [];
	let isOver = false;
	const probing = (async () => {
		await starting;
		while (!isOver) {
			const asked = clock();
			const response = await fetch(`${house.url}/readyz`).catch(() => null);
			if (response?.ok) slowest = Math.max(slowest, clock() - asked);
			await sleep(100);
		}
	})();
	const isBack = (seat: Seat) => !Number.isNaN(seat.currentAt);
	await starting;
	const ready = clock() - began;
	for (const end = clock() + PATIENCE; clock() < end && !all.every(isBack);) {
		const at = Math.floor(Math.random() * seats.length);
		const [board] = seats[at]!;
		if (board && isBack(board)) {
			const sent = clock();
			const cards = board.cards.slice(0, 1).map((card) => ({ ...card, plate: '' }));
			// A refusal (the version is an old one) takes a command's way too.
			const move = moverOf([board.wire!], cards, workshops[at]!.stages);
			void move().then(
				(moved) => ack.push(moved.at - sent),
				() => ack.push(clock() - sent)
			);
		}
		await sleep(1_000 / RATE);
	}
	const current = all.every(isBack) ? Math.max(...all.map(({ currentAt }) => currentAt)) - began : NaN;
	const cpu = cpuOf(house.pid());
	isOver = true;
	await probing;
	return { ready, current, cpu, ack: figuresOf(ack), readyz: slowest };
}

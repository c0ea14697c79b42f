import { and, desc, eq, isNull, notInArray } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { evolveAll } from '../job/evolve.ts';
import { readEvent } from '../streams/streams.ts';
import type { JobEvent } from '../job/event.ts';
import type { Job, Order } from '../job/job.ts';
import type { Actor } from '../model/actor.ts';
import type { Door } from '../commands/perform.server.ts';
import { loadJob } from '../commands/rows.server.ts';
import type { Sender } from '../commands/sender.ts';
import type { Database } from '../database/database.ts';
import { events, importRuns, people } from '../database/schema.ts';
import type { ListedJob, RunJob } from '../model/import-run.ts';
import { send } from './send.server.ts';

/** Imports that a workshop can still take back: it imports a few times a day. */
const kept = 30;

export type Run = typeof importRuns.$inferSelect;

export async function openRun(
	db: Database,
	workshopId: string,
	by: Actor,
	listed: ListedJob[],
	at: number
): Promise<string> {
	const id = uuidv7();
	const ids = listed.map(({ id, version, why }) => ({ id, version, why }));
	await db.insert(importRuns).values({ id, workshopId, at, by: by.id, jobs: [], listed: ids });
	const recent = db
		.select({ id: importRuns.id })
		.from(importRuns)
		.where(eq(importRuns.workshopId, workshopId))
		.orderBy(desc(importRuns.at), desc(importRuns.id))
		.limit(kept);
	await db
		.delete(importRuns)
		.where(and(eq(importRuns.workshopId, workshopId), notInArray(importRuns.id, recent)));
	return id;
}

export async function noteRun(
	db: Database,
	id: string,
	{ created, updated, jobs }: { created: number; updated: number; jobs: RunJob[] }
): Promise<void> {
	await db.update(importRuns).set({ created, updated, jobs }).where(eq(importRuns.id, id));
}

export async function findRun(db: Database, workshopId: string, id: string): Promise<Run | null> {
	const here = and(eq(importRuns.workshopId, workshopId), eq(importRuns.id, id));
	const [run] = await db.select().from(importRuns).where(here);
	return run ?? null;
}

/** The last imports of a workshop, newest first. */
export async function listRuns(db: Database, workshopId: string) {
	const { id, at, created, updated, takenBackAt } = importRuns;
	return db
		.select({ id, at, created, updated, takenBackAt, name: people.name })
		.from(importRuns)
		.leftJoin(people, and(eq(people.id, importRuns.by), eq(people.workshopId, workshopId)))
		.where(eq(importRuns.workshopId, workshopId))
		.orderBy(desc(at), desc(id))
		.limit(10);
}

/** A job as it was in an earlier version: every version is one revision of its events. [CMD1] [CMD7] */
async function jobAt(db: Database, jobId: string, version: number): Promise<Job | null> {
	const { revision, event, actor, at } = events;
	const rows = await db
		.select({ revision, stream: events.stream, version: events.version, event, actor, at })
		.from(events)
		.where(eq(events.streamId, jobId))
		.orderBy(events.revision, events.ordinal);
	let job: Job | null = null;
	const commands = [...Map.groupBy(rows, (row) => row.revision).values()].slice(0, version);
	for (const command of commands) {
		const [first] = command;
		if (first)
			job = evolveAll(
				job,
				command.map((row) => readEvent<JobEvent>(row)),
				{ at: first.at, by: first.actor },
				jobId
			);
	}
	return job?.version === version ? job : null;
}

const orderIn = (job: Job): Order => {
	const { orderNumber, vehicle, customer, waiting, workType, work, standardHours, remark } = job;
	const { advisorId, bookedFor, promise } = job;
	return {
		...{ orderNumber, vehicle, customer, waiting, workType, work, standardHours, remark },
		...{ advisorId, bookedFor, promise }
	};
};

export interface TakenBack {
	/** Jobs that are as they were, or gone from the board. */
	done: number;
	/** Jobs that were changed since: they stay as people left them. */
	kept: number;
}

/**
 * Takes an import back: the jobs that it made leave the board, the ones that it changed are as before. A job that
 * changed since stays. Done twice it does nothing. [IMP16]
 */
export async function takeBackRun(
	{ db, door }: { db: Database; door: Door },
	run: Run,
	by: Actor,
	{ reason, now = Date.now() }: { reason: string; now?: number }
): Promise<TakenBack> {
	const sender: Sender = {
		workshopId: run.workshopId,
		actor: by,
		kind: 'import',
		roles: [],
		screen: 'import'
	};
	const result: TakenBack = { done: 0, kept: 0 };
	for (const entry of run.takenBackAt === null ? run.jobs : []) {
		const taken = await takeBackJob({ db, door, sender }, entry, reason);
		result[taken ? 'done' : 'kept']++;
	}
	await db
		.update(importRuns)
		.set({ takenBackAt: now })
		.where(and(eq(importRuns.id, run.id), isNull(importRuns.takenBackAt)));
	return result;
}

async function takeBackJob(
	{ db, door, sender }: { db: Database; door: Door; sender: Sender },
	{ id, from, to }: RunJob,
	reason: string
): Promise<boolean> {
	const job = await loadJob(db, sender.workshopId, id);
	if (job?.version !== to || job.status !== 'open') return false;
	const before = from === 0 ? null : await jobAt(db, id, from);
	if (from > 0 && !before) return false;
	const commands: object[] = [];
	if (before && before.arrivedAt === null && job.arrivedAt !== null) commands.push({ type: 'undo' });
	if (before && (before.technicianId !== job.technicianId || before.bayId !== job.bayId)) {
		const { technicianId, bayId, standardHours } = before;
		commands.push({ type: 'dispatch', technicianId, bayId, standardHours });
	}
	if (before && before.parking.keyTag !== job.parking.keyTag)
		commands.push({ type: 'park', ...before.parking });
	const order = before && orderIn(before);
	commands.push({ type: 'takeBack', order, source: before?.source ?? null, reason });
	let expect = to;
	for (const command of commands) {
		const reply = await send(door, sender, { id: uuidv7(), jobId: id, expect, ...command });
		if (reply.ok) expect = reply.version;
		else if (reply.refusal.code !== 'nothingChanged' && reply.refusal.code !== 'nothingToUndo') return false;
	}
	return true;
}

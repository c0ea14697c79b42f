import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Door } from '../commands/perform.server.ts';
import { loadJobs } from '../commands/rows.server.ts';
import type { Sender } from '../commands/sender.ts';
import type { Job } from '../job/job.ts';
import type { Actor } from '../model/actor.ts';
import { firstStage } from '../model/first-stage.ts';
import type { Database } from '../database/database.ts';
import { stages } from '../database/schema.ts';
import type { ListedWhy } from '../model/import-run.ts';
import type { Run } from './runs.server.ts';
import { send } from './send.server.ts';

/** What a card is taken off the board for: over there, or no longer in the file. */
export type Which = 'over' | 'gone';

export const isOf = (which: Which, why: ListedWhy): boolean => (which === 'gone') === (why === 'gone');

/**
 * Takes cards off the board that an import listed, through the door: a car that was handed over is delivered,
 * any other cancelled with the reason. A card that changed since it was listed stays. [IMP13]
 *
 * @param reasons for the history, in the workshop's words
 */
export async function closeListed(
	{ db, door }: { db: Database; door: Door },
	run: Run,
	which: Which,
	by: Actor,
	reasons: Record<ListedWhy, string>
): Promise<{ done: number; kept: number }> {
	const sender: Sender = {
		workshopId: run.workshopId,
		actor: by,
		kind: 'import',
		roles: [],
		screen: 'import'
	};
	const wanted = run.listed.filter(({ why }) => isOf(which, why));
	const jobs = await loadJobs(
		db,
		run.workshopId,
		wanted.map(({ id }) => id)
	);
	const columns = await db
		.select()
		.from(stages)
		.where(eq(stages.workshopId, run.workshopId))
		.orderBy(asc(stages.position));
	const ready = firstStage(columns, 'ready');
	const result = { done: 0, kept: 0 };
	for (const { id, version, why } of wanted) {
		const job = jobs.get(id);
		if (!job || job.status !== 'open') continue;
		const closed = job.version === version && (await close(job, why, ready?.id));
		result[closed ? 'done' : 'kept']++;
	}
	return result;

	async function close(job: Job, why: ListedWhy, readyStage: string | undefined): Promise<boolean> {
		const handedOver = why === 'delivered' && job.arrivedAt !== null && readyStage !== undefined;
		const commands: object[] = handedOver
			? [
					...(job.stoppage ? [{ type: 'resume' }] : []),
					...(job.stageKind === 'ready'
						? []
						: [{ type: 'move', stageId: readyStage, after: null, before: null }]),
					{ type: 'deliver' }
				]
			: [{ type: 'cancel', reason: reasons[why] }];
		let expect = job.version;
		for (const command of commands) {
			const reply = await send(door, sender, { id: uuidv7(), jobId: job.id, expect, ...command });
			if (!reply.ok) return false;
			expect = reply.version;
		}
		return true;
	}
}

import { and, eq } from 'drizzle-orm';
import type { Job } from '../job/job.ts';
import type { Placed } from '../job/place.ts';
import { any } from '../server/columns.ts';
import type { Queryable } from '../server/database.ts';
import { jobs } from '../server/schema.ts';

/** The ranks of the open cards in some stages, as they are while one command after the other is done. */
export class Columns {
	#stages: ReadonlyMap<string, Map<string, Placed>>;

	private constructor(stages: ReadonlyMap<string, Map<string, Placed>>) {
		this.#stages = stages;
	}

	static async read(tx: Queryable, stageIds: readonly string[]): Promise<Columns> {
		const stages = new Map(stageIds.map((id) => [id, new Map<string, Placed>()]));
		if (stages.size === 0) return new Columns(stages);
		const rows = await tx
			.select({ id: jobs.id, position: jobs.position, stageId: jobs.stageId })
			.from(jobs)
			.where(and(eq(jobs.stageId, any([...stages.keys()])), eq(jobs.status, 'open')))
			.prepare('ranks')
			.execute();
		for (const { stageId, ...card } of rows) stages.get(stageId)!.set(card.id, card);
		return new Columns(stages);
	}

	/** The open cards of a stage that was read, in any order. */
	of(stageId: string): Placed[] {
		return [...(this.#stages.get(stageId)?.values() ?? [])];
	}

	/** A command has changed this job. */
	place({ id, status, stageId, position }: Job): void {
		for (const stage of this.#stages.values()) stage.delete(id);
		if (status === 'open') this.#stages.get(stageId)?.set(id, { id, position });
	}
}

import type { Job } from '../job/job.ts';
import type { Placed } from '../job/place.ts';
import type { Queryable } from '../server/database.ts';
import { send, statements } from './statements.server.ts';

/** The ranks of the open cards in some stages, as they are while one command after the other is done. */
export class Columns {
	#stages = new Map<string, Map<string, Placed>>();

	static async read(tx: Queryable, stageIds: readonly string[]): Promise<Columns> {
		const columns = new Columns();
		await columns.readMore(tx, stageIds);
		return columns;
	}

	/** Also these stages, where they were not read yet. */
	async readMore(tx: Queryable, stageIds: readonly string[]): Promise<void> {
		const missing = [...new Set(stageIds)].filter((id) => !this.#stages.has(id));
		if (missing.length === 0) return;
		for (const id of missing) this.#stages.set(id, new Map());
		const rows = await send(tx, statements.ranks, { stageIds: missing });
		for (const { stageId, ...card } of rows) this.#stages.get(stageId)!.set(card.id, card);
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

import type { Job } from '../job/job.ts';
import type { Placed } from '../job/place.ts';

/** The ranks of the open cards in some stages, as they are while one command after the other is done. */
export class Columns {
	#stages = new Map<string, Map<string, Placed>>();

	has(stageId: string): boolean {
		return this.#stages.has(stageId);
	}

	/** @param rows all open cards of these stages */
	add(stageIds: readonly string[], rows: readonly (Placed & { stageId: string })[]): void {
		for (const id of stageIds) this.#stages.set(id, new Map());
		for (const { stageId, ...card } of rows) this.#stages.get(stageId)!.set(card.id, card);
	}

	/** The open cards of a stage, in any order. */
	of(stageId: string): Placed[] {
		return [...(this.#stages.get(stageId)?.values() ?? [])];
	}

	/** A command has changed this job. */
	place({ id, status, stageId, position }: Job): void {
		for (const stage of this.#stages.values()) stage.delete(id);
		if (status === 'open') this.#stages.get(stageId)?.set(id, { id, position });
	}
}

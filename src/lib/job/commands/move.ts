import * as v from 'valibot';
import { id } from '../../model/id.ts';
import type { CommandRefusal } from '../../model/refusal.ts';
import { desk } from '../../model/roles.ts';
import { isWork, type Stage } from '../../model/stage.ts';
import { happened, refuse } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';
import type { Job } from '../job.ts';
import { rankBetween } from '../place.ts';
import { isAfterWork } from '../stoppage.ts';

/** A car that is here is not booked any more: of all that refuses a move only this does so for good. [MOVE4] */
export const isBehind = ({ arrivedAt }: Job, { kind }: Stage): boolean =>
	kind === 'booked' && arrivedAt !== null;

/** Why a job may not go to a stage now; null where it may. [MOVE4] [STOP5] */
export function stageRefusal(job: Job, stage: Stage | undefined): CommandRefusal | null {
	if (!stage || (stage.hidden && stage.id !== job.stageId)) return { code: 'unknownStage' };
	if (isBehind(job, stage)) return { code: 'backToBooked' };
	// One that arrives was never stopped. [STOP3]
	const isHeld = job.stoppage !== null && !isAfterWork(job.stoppage.reason);
	return stage.kind === 'ready' && isHeld ? { code: 'stillStopped' } : null;
}

/** To a stage, between two cards. [MOVE1] [MOVE2] [MOVE4] [MOVE5] [STOP5] */
export const move = command({
	type: 'move',
	/** `after`, `before`: ids of the cards above and below; null at an end. */
	entries: { stageId: id, after: v.nullable(id), before: v.nullable(id) },
	roles: [...desk, 'technician', 'inspector'],
	senders: byPeopleAndImport,
	on: 'open',
	offered: true,
	touches: () => ['visit'],
	needs: ({ stageId }) => ({ columns: [stageId] }),
	decide(job, content, context) {
		const stage = context.stages.find((candidate) => candidate.id === content.stageId);
		const refusal = stageRefusal(job, stage);
		if (refusal || !stage) return refuse(refusal ?? { code: 'unknownStage' });
		const position = rankBetween(context.column(stage.id), content, job.id);
		const destination = { stageId: stage.id, stageKind: stage.kind, position };
		const arrives = job.arrivedAt === null && stage.kind !== 'booked' && stage.id !== job.stageId;
		if (arrives) return happened({ type: 'checkedIn', arrivedAt: context.now, ...destination });
		const rework = job.stageKind === 'inspection' && isWork(stage.kind);
		return happened({ type: 'moved', from: job.stageId, rework, ...destination });
	}
});

import * as v from 'valibot';
import { id } from '../../model/id.ts';
import { desk } from '../../model/roles.ts';
import { isWork } from '../../model/stage.ts';
import { happened, refuse } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';
import { rankBetween } from '../place.ts';
import { isAfterWork } from '../stoppage.ts';

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
		if (!stage || (stage.hidden && stage.id !== job.stageId)) return refuse({ code: 'unknownStage' });
		const position = rankBetween(context.column(stage.id), content, job.id);
		const destination = { stageId: stage.id, stageKind: stage.kind, position };
		if (stage.kind === 'booked' && job.arrivedAt !== null) return refuse({ code: 'backToBooked' });
		const arrives = job.arrivedAt === null && stage.kind !== 'booked' && stage.id !== job.stageId;
		if (arrives) return happened({ type: 'checkedIn', arrivedAt: context.now, ...destination });
		if (stage.kind === 'ready' && job.stoppage && !isAfterWork(job.stoppage.reason)) {
			return refuse({ code: 'stillStopped' });
		}
		const rework = job.stageKind === 'inspection' && isWork(stage.kind);
		return happened({ type: 'moved', from: job.stageId, rework, ...destination });
	}
});

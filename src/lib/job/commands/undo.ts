import { desk } from '../../model/roles.ts';
import { happened, refuse } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';
import { rankBetween } from '../place.ts';

/** Takes the last move, delivery or cancelling back. [MOVE7] */
export const undo = command({
	type: 'undo',
	entries: {},
	roles: [...desk, 'technician', 'inspector'],
	senders: byPeopleAndImport,
	on: 'any',
	offered: true,
	touches: () => ['visit', 'work', 'stoppage'],
	needs: (_content, job) => ({
		columns: job?.lastMove ? [job.lastMove.before.stageId] : [],
		opensJob: job !== null && job.status !== 'open'
	}),
	refuses: (job) => (job.lastMove ? null : { code: 'nothingToUndo' }),
	decide(job, _content, context) {
		const before = job.lastMove?.before;
		if (!before) return refuse({ code: 'nothingToUndo' });
		if (!context.stages.some((stage) => stage.id === before.stageId)) {
			return refuse({ code: 'unknownStage' });
		}
		// The old rank may have been taken meanwhile: stand in front of the card that has it.
		const column = context.column(before.stageId).filter((card) => card.id !== job.id);
		const taken = column.find((card) => card.position === before.position);
		const position = taken ? rankBetween(column, { after: null, before: taken.id }, job.id) : before.position;
		return happened({ type: 'moveUndone', restored: { ...before, position } });
	}
});

import type { CommandCode, CommandRefusal } from '../model/refusal.ts';
import { progressOf } from '../model/stage.ts';
import { stageRefusal } from './commands/move.ts';
import type { OfferedType } from './command.ts';
import type { Context } from './context.ts';
import type { Job } from './job.ts';
import { refusalOf } from './offers.ts';
import { stagesAhead } from './stages-ahead.ts';
import { isHeldUp, lacksPromise, type Turn, turnOf } from './turn.ts';

/** What is not there yet, though no rule refuses. */
export type Lack = 'noTechnician' | 'noPromise';

/** Whose turn it is and what comes next. */
export interface NextStep {
	turn: Turn;
	action: OfferedType;
	/** Where a move goes. */
	stageId: string | null;
	/** Why the action is not possible yet. */
	refusal: CommandRefusal | null;
	/** What the action is for. */
	lack: Lack | null;
	/** The command to give now: the action, or the one that makes it possible; null where none does. */
	leads: OfferedType | null;
}

/** What to do first about a refusal. [TURN6] */
const helps: Partial<Record<CommandCode, OfferedType>> = {
	notReady: 'move',
	notArrived: 'checkIn',
	stillStopped: 'resume',
	alreadyStopped: 'resume',
	jobClosed: 'undo'
};

/** Every open job has exactly one; a closed one has none. [TURN1] */
export function nextStep(job: Job, context: Context): NextStep | null {
	if (job.status !== 'open') return null;
	const { stages, now } = context;
	const { action, lack = null, stageId = null } = nextAction(job, context);
	const stage = stages.find(({ id }) => id === stageId);
	const refusal = refusalOf(action, job, context) ?? (stage ? stageRefusal(job, stage) : null);
	const leads = refusal ? (helps[refusal.code] ?? null) : action;
	return { turn: turnOf(job, stages, now), action, stageId, refusal, lack, leads };
}

interface Next {
	action: OfferedType;
	lack?: Lack;
	stageId?: string;
}

function nextAction(job: Job, { stages }: Context): Next {
	if (job.arrivedAt === null) return { action: 'checkIn' };
	if (isHeldUp(job)) return { action: 'resume' };
	if (lacksPromise(job, stages)) return { action: 'revisePromise', lack: 'noPromise' };
	if (job.stageKind === 'ready') return { action: 'deliver' };
	const inWork =
		progressOf(job.stageKind) >= progressOf('waiting') && progressOf(job.stageKind) <= progressOf('repair');
	if (inWork && job.technicianId === null) return { action: 'dispatch', lack: 'noTechnician' };
	const next = nextStage(job, stages);
	return next ? { action: 'move', stageId: next.id } : { action: 'deliver' };
}

/** Where the job goes from here; undefined behind the last stage of its visit. */
export const nextStage = (job: Job, stages: Context['stages']): Context['stages'][number] | undefined =>
	stagesAhead(job, stages)[0];

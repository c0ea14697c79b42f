import type { BoardCard } from '../../feeds/board.ts';
import type { CommandType } from '../../job/command.ts';
import type { Board } from '../board.svelte.ts';

/** The small forms of an opened card, in the order of their buttons. */
export const formNames = [
	'checkIn',
	'deliver',
	'move',
	'dispatch',
	'stop',
	'resume',
	'revisePromise',
	'note',
	'park',
	'amend',
	'cancel'
] as const;

export type FormName = (typeof formNames)[number];

/** What makes sense for the job as it stands; the rules decide again when it is sent. */
const fits: Record<FormName, (job: BoardCard) => boolean> = {
	checkIn: (job) => job.arrivedAt === null,
	deliver: (job) => job.stageKind === 'ready',
	move: () => true,
	dispatch: () => true,
	stop: (job) => job.arrivedAt !== null && !job.stoppage,
	resume: (job) => job.stoppage !== null,
	revisePromise: () => true,
	note: () => true,
	park: () => true,
	amend: () => true,
	cancel: () => true
};

/** What a form's draft is kept by. */
export const draftKey = (jobId: string, form: FormName): string => `${jobId}/${form}`;

/** The forms to offer: those that the member's roles and the job's state allow. */
export const formsFor = (board: Board, job: BoardCard): FormName[] =>
	job.status === 'open'
		? formNames.filter((name) => board.may(name satisfies CommandType) && fits[name](job))
		: [];

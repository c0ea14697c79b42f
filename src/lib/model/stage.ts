import type { WorkType } from './work-type.ts';

/**
 * Kinds of stage in the order a visit passes through them. A workshop names, orders and hides its own
 * stages; the rules only ever look at the kind. `delivered` is no column: the job leaves the board.
 */
export const stageKinds = [
	'booked',
	'arrived',
	'waiting',
	'diagnosis',
	'repair',
	'inspection',
	'wash',
	'ready'
] as const;

export type StageKind = (typeof stageKinds)[number];

export interface Stage {
	id: string;
	kind: StageKind;
	name: string;
	/** Rank among the workshop's stages, ascending from the left of the board. */
	position: number;
	hidden: boolean;
	/** Soft limit of cards in the column: shown when passed, never enforced. */
	wipLimit: number | null;
	/** Usual stay in minutes for work that standard hours do not contain (final check, wash). */
	allowance: number;
	/** The kinds of visit that pass here; null: all. */
	workTypes: WorkType[] | null;
}

/** Does a visit of this kind pass the stage on its way? [OUT9] */
export const isPassedBy = ({ workTypes }: Pick<Stage, 'workTypes'>, workType: WorkType): boolean =>
	!workTypes || workTypes.includes(workType);

/** Is a mechanic's work done in this kind of stage? Only there do standard hours run down. [OUT2] */
export const isWork = (kind: StageKind): boolean => kind === 'diagnosis' || kind === 'repair';

/** How far along a kind is: 0 for booked up to 7 for ready. */
export const progressOf = (kind: StageKind): number => stageKinds.indexOf(kind);

export const byPosition = (a: { position: number }, b: { position: number }): number =>
	a.position - b.position;

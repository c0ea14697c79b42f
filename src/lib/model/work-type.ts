/** What kind of visit it is; `other` is also what a dealer's own type becomes that fits none of these. */
export const workTypes = [
	'maintenance',
	'repair',
	'accident',
	'warranty',
	'recall',
	'inspection',
	'pdi',
	'other'
] as const;

export type WorkType = (typeof workTypes)[number];

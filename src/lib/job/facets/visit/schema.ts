import * as v from 'valibot';
import { type StageKind, stageKinds } from '../../../model/stage.ts';
import { stoppageReasons } from '../../stoppage.ts';

const moment = v.nullable(v.number());

/** Where a job goes: events carry the kind, so that `evolve` needs no settings. */
export const destination = { stageId: v.string(), stageKind: v.picklist(stageKinds), position: v.string() };

const reached = v.strictObject(
	Object.fromEntries(stageKinds.map((kind) => [kind, v.optional(v.number())])) as Record<
		StageKind,
		v.OptionalSchema<v.NumberSchema<undefined>, undefined>
	>
);

/** @see Standing */
export const standing = v.strictObject({
	status: v.picklist(['open', 'delivered', 'cancelled']),
	...destination,
	stageSince: v.number(),
	bayId: v.nullable(v.string()),
	rework: v.number(),
	arrivedAt: moment,
	repairDoneAt: moment,
	readyAt: moment,
	closedAt: moment,
	reached,
	stoppage: v.nullable(
		v.strictObject({
			reason: v.picklist(stoppageReasons),
			since: v.number(),
			expectedUntil: moment,
			note: v.string(),
			otherWork: v.boolean(),
			blocksBay: v.boolean()
		})
	),
	worked: v.array(v.strictObject({ from: v.number(), to: moment }))
});

import * as v from 'valibot';
import { firstVersion } from '../../../stream/event-type.ts';
import { emptied, kept } from '../../../stream/personal.ts';
import { closed, running } from '../work/worked.ts';
import { haltsWork } from '../../halts-work.ts';
import type { Job } from '../../job.ts';
import { type Stoppage, stoppageReasons } from '../../stoppage.ts';

export const stoppageEvents = {
	stopped: firstVersion<Job, Omit<Stoppage, 'since'>>({
		schema: v.strictObject({
			reason: v.picklist(stoppageReasons),
			expectedUntil: v.nullable(v.number()),
			note: v.string(),
			otherWork: v.boolean(),
			blocksBay: v.boolean()
		}),
		personal: { reason: kept, expectedUntil: kept, note: emptied, otherWork: kept, blocksBay: kept },
		evolve(job, { reason, expectedUntil, note, otherWork, blocksBay }, { at }) {
			const stoppage = { reason, expectedUntil, note, otherWork, blocksBay, since: at };
			const worked = haltsWork(stoppage) ? closed(job.worked, at) : job.worked;
			return { stoppage, worked, bayId: blocksBay ? job.bayId : null, lastMove: null };
		}
	}),
	resumed: firstVersion<Job, object>({
		schema: v.strictObject({}),
		personal: {},
		evolve: (job, _event, { at }) => ({
			stoppage: null,
			worked: running(job.worked, job.stageKind, false, at),
			lastMove: null
		})
	})
};

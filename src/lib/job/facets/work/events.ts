import * as v from 'valibot';
import { firstVersion } from '../../../stream/event-type.ts';
import { kept } from '../../../stream/personal.ts';
import type { Job } from '../../job.ts';
import type { Work } from './state.ts';

type Dispatched = Omit<Work, 'worked'>;

export const workEvents = {
	dispatched: firstVersion<Job, Dispatched>({
		schema: v.strictObject({
			technicianId: v.nullable(v.string()),
			bayId: v.nullable(v.string()),
			standardHours: v.nullable(v.number())
		}),
		personal: { technicianId: kept, bayId: kept, standardHours: kept },
		evolve: (_job, { technicianId, bayId, standardHours }) => ({
			...{ technicianId, bayId, standardHours },
			lastMove: null
		})
	})
};

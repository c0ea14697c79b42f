import * as v from 'valibot';
import { desk } from '../../model/roles.ts';
import { type Context, type Decision, happened, refuse } from '../context.ts';
import { byPeople, command } from '../define-command.ts';
import { arrivalKinds, entry, entryStages } from '../entry.ts';
import type { Job } from '../job.ts';
import { moment } from '../order-schema.ts';

/** The car is here. */
export const checkIn = command({
	type: 'checkIn',
	/** Null: now. */
	entries: { arrivedAt: v.nullable(moment) },
	roles: desk,
	senders: byPeople,
	on: 'open',
	offered: true,
	touches: () => ['visit'],
	needs: (_content, _job, settings) => ({ columns: entryStages(settings) }),
	refuses: (job) => (job.arrivedAt === null ? null : { code: 'alreadyArrived' }),
	decide: (job, { arrivedAt }, context) => arrival(job, arrivedAt, context)
});

export function arrival(job: Job, arrivedAt: number | null, context: Context): Decision {
	const destination = entry(context, job.id, arrivalKinds);
	if (!destination) return refuse({ code: 'noStage' });
	return happened({
		type: 'checkedIn',
		arrivedAt: Math.min(arrivedAt ?? context.now, context.now),
		...destination
	});
}

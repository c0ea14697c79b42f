import * as v from 'valibot';
import { working } from '../../model/roles.ts';
import { text } from '../../model/text.ts';
import { happened, inPast, refuse } from '../context.ts';
import { byPeople, command } from '../define-command.ts';
import { moment } from '../order-schema.ts';
import { stoppageReasons } from '../stoppage.ts';

/** It cannot go on. [STOP1] */
export const stop = command({
	type: 'stop',
	entries: {
		reason: v.picklist(stoppageReasons),
		expectedUntil: v.nullable(moment),
		note: text(200),
		otherWork: v.boolean(),
		blocksBay: v.boolean()
	},
	roles: working,
	senders: byPeople,
	on: 'open',
	offered: true,
	touches: () => ['stoppage'],
	refuses(job) {
		if (job.stoppage) return { code: 'alreadyStopped' };
		return job.arrivedAt === null ? { code: 'notArrived' } : null;
	},
	decide(_job, { reason, expectedUntil, note, otherWork, blocksBay }, context) {
		if (reason === 'other' && note === '') return refuse({ code: 'textRequired' });
		if (inPast(expectedUntil, context)) return refuse({ code: 'untilInPast' });
		return happened({ type: 'stopped', reason, expectedUntil, note, otherWork, blocksBay });
	}
});

import { desk } from '../../model/roles.ts';
import { text } from '../../model/text.ts';
import { happened, inPast, refuse } from '../context.ts';
import { byPeople, command } from '../define-command.ts';
import { moment } from '../order-schema.ts';

/** A promise is given, or another one in its place. [PROM1] [PROM2] */
export const revisePromise = command({
	type: 'revisePromise',
	entries: { promise: moment, reason: text(200) },
	roles: desk,
	senders: byPeople,
	on: 'open',
	offered: true,
	touches: () => ['promise'],
	decide(job, { promise, reason }, context) {
		if (promise === job.promise) return refuse({ code: 'samePromise' });
		if (inPast(promise, context)) return refuse({ code: 'promiseInPast' });
		if (job.promise !== null && reason === '') return refuse({ code: 'textRequired' });
		return happened({ type: 'promiseRevised', promise, previous: job.promise, reason });
	}
});

import { working } from '../../model/roles.ts';
import { happened } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';

/** The stoppage is over. */
export const resume = command({
	type: 'resume',
	entries: {},
	roles: working,
	senders: byPeopleAndImport,
	on: 'open',
	offered: true,
	touches: () => ['stoppage'],
	refuses: (job) => (job.stoppage ? null : { code: 'notStopped' }),
	decide: () => happened({ type: 'resumed' })
});

import { desk } from '../../model/roles.ts';
import { happened } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';

/** The customer has the car back: the job leaves the board. */
export const deliver = command({
	type: 'deliver',
	entries: {},
	roles: desk,
	senders: byPeopleAndImport,
	on: 'open',
	offered: true,
	// A stoppage that was added meanwhile is to be seen first.
	touches: () => ['visit', 'stoppage'],
	refuses: (job) => (job.stageKind === 'ready' ? null : { code: 'notReady' }),
	decide: () => happened({ type: 'delivered' })
});

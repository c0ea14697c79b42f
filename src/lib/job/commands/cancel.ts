import { desk } from '../../model/roles.ts';
import { requiredText } from '../../model/text.ts';
import { happened } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';

/** The visit does not take place, or ends without the work: the job leaves the board. */
export const cancel = command({
	type: 'cancel',
	entries: { reason: requiredText(200) },
	roles: desk,
	senders: byPeopleAndImport,
	on: 'open',
	offered: true,
	form: [{ field: 'reason', kind: 'longText', required: true, max: 200 }],
	touches: () => ['visit', 'stoppage'],
	decide: (_job, { reason }) => happened({ type: 'cancelled', reason })
});

import { working } from '../../model/roles.ts';
import { requiredText } from '../../model/text.ts';
import { happened } from '../context.ts';
import { byPeople, command } from '../define-command.ts';

/** Words for the history. A note takes nothing back: two people may write one at the same time. */
export const note = command({
	type: 'note',
	entries: { text: requiredText(500) },
	roles: working,
	senders: byPeople,
	on: 'open',
	offered: true,
	form: [{ field: 'text', kind: 'longText', required: true, max: 500 }],
	touches: () => [],
	decide: (_job, { text }) => happened({ type: 'noted', text })
});

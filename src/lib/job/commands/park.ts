import { working } from '../../model/roles.ts';
import { text } from '../../model/text.ts';
import { happened } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';

/** Where the car and its key are. */
export const park = command({
	type: 'park',
	entries: { spot: text(20), keyTag: text(20) },
	roles: working,
	senders: byPeopleAndImport,
	on: 'open',
	offered: true,
	form: [
		{ field: 'spot', kind: 'text', max: 20 },
		{ field: 'keyTag', kind: 'text', max: 20 }
	],
	filled: ({ parking }) => parking,
	touches: () => ['parking'],
	decide: (_job, { spot, keyTag }) => happened({ type: 'parked', spot, keyTag })
});

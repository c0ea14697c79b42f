import { desk } from '../../model/roles.ts';
import { requiredText } from '../../model/text.ts';
import { byPeopleAlone, command, happened } from '../define-command.ts';

/** With what the customer said to the answer. [CASE4] */
export const closeCase = command({
	type: 'closeCase',
	entries: { customerSaid: requiredText(500) },
	roles: desk,
	senders: byPeopleAlone,
	on: 'open',
	offered: true,
	touches: () => ['progress'],
	refuses: (of) => (of.status === 'answered' ? null : { code: 'notAnswered' }),
	decide: (_of, { customerSaid }) => happened({ type: 'caseClosed', customerSaid })
});

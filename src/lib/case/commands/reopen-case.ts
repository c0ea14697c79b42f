import { desk } from '../../model/roles.ts';
import { requiredText } from '../../model/text.ts';
import { byPeopleAlone, command, happened } from '../define-command.ts';

/** It was not settled after all: it waits for another answer. [CASE5] */
export const reopenCase = command({
	type: 'reopenCase',
	entries: { reason: requiredText(500) },
	roles: desk,
	senders: byPeopleAlone,
	on: 'any',
	offered: true,
	touches: () => ['progress'],
	refuses: (of) => (of.status === 'closed' ? null : { code: 'caseOpen' }),
	decide: (_of, { reason }) => happened({ type: 'caseReopened', reason })
});

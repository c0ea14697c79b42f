import { desk } from '../../model/roles.ts';
import { requiredText } from '../../model/text.ts';
import { byPeopleAlone, command, happened } from '../define-command.ts';

/** What the workshop answers, in writing. A later answer takes the place of the one before. [CASE3] */
export const answerCase = command({
	type: 'answerCase',
	entries: { answer: requiredText(2000) },
	roles: desk,
	senders: byPeopleAlone,
	on: 'open',
	offered: true,
	touches: () => ['progress'],
	decide: (_of, { answer }) => happened({ type: 'caseAnswered', answer })
});

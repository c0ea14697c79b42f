import * as v from 'valibot';
import { plainSigns } from '../../model/fold.ts';
import { id } from '../../model/id.ts';
import { desk } from '../../model/roles.ts';
import { requiredText, text } from '../../model/text.ts';
import { caseKinds, casePriorities } from '../case.ts';
import { byPeopleAlone, happened, makingCommand } from '../define-command.ts';

/** A customer complains or suggests something. [CASE1] */
export const openCase = makingCommand({
	type: 'openCase',
	entries: {
		jobId: v.nullable(id),
		kind: v.picklist(caseKinds),
		priority: v.picklist(casePriorities),
		words: requiredText(1000),
		customer: v.strictObject({
			name: text(60),
			phone: v.pipe(text(30), v.transform(plainSigns), v.maxLength(30))
		})
	},
	roles: desk,
	senders: byPeopleAlone,
	on: 'new',
	touches: () => [],
	needs: ({ jobId }) => ({ job: jobId }),
	make({ jobId, kind, priority, words, customer }, context) {
		if (jobId !== null && !context.hasJob(jobId)) return { refusal: { code: 'unknownJob' } };
		return happened({ type: 'caseOpened', jobId, kind, priority, words, customer });
	}
});

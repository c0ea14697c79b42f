import { m } from '#lib/paraglide/messages.js';
import type { CaseEvent } from '../case/event.ts';
import type { CaseKind, CasePriority } from '../case/case.ts';
import { clockTime, date } from './clock-words.ts';
import type { Names } from './history-words.ts';

export const caseKindWords: Record<CaseKind, () => string> = {
	complaint: m.case_kind_complaint,
	suggestion: m.case_kind_suggestion
};

export const casePriorityWords: Record<CasePriority, () => string> = {
	normal: m.case_priority_normal,
	high: m.case_priority_high,
	urgent: m.case_priority_urgent
};

/** What happened to a case, in a sentence. Without what the customer and the workshop wrote: the case has it. */
export function caseSentence(event: CaseEvent, names: Names): string {
	switch (event.type) {
		case 'caseOpened':
			return m.case_event_opened({ kind: caseKindWords[event.kind]() });
		case 'caseAssigned': {
			const owner = names.personName(event.ownerId);
			const due = event.dueAt;
			if (!owner) return m.case_event_unassigned();
			if (due === null) return m.case_event_assigned({ owner });
			const until = `${date(due, names.timeZone)} ${clockTime(due, names.timeZone)}`;
			return m.case_event_assigned_until({ owner, until });
		}
		case 'caseAnswered':
			return m.case_event_answered();
		case 'caseClosed':
			return m.case_event_closed();
		case 'caseReopened':
			return m.case_event_reopened();
	}
}

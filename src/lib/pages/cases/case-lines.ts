import { m } from '#lib/paraglide/messages.js';
import type { CaseStatus } from '../../case/case.ts';
import { dueState } from '../../case/pressing.ts';
import type { CaseFormName } from '../../case/registry.ts';
import type { CaseCard } from '../../feeds/cases.ts';
import { formatPlate } from '../../model/plate.ts';
import { caseKindWords } from '../../words/case-words.ts';
import { whenAround } from '../../words/clock-words.ts';
import { age } from '../../board/card-words.ts';
import type { CaseJob } from './case-job.ts';

/** One meaning a colour, always with a sign and a word. */
export interface Told {
	tone: 'late' | 'tight' | 'fine' | 'plain';
	sign: '▲' | '●' | '✓' | '';
	word: string;
}

/** How its answer stands, in a word: overdue and by how long, due soon, answered ... */
export function stateWords(of: CaseCard, now: number, timeZone: string): Told {
	if (of.status === 'closed') return { tone: 'plain', sign: '✓', word: m.case_status_closed() };
	if (of.status === 'answered') return { tone: 'fine', sign: '✓', word: m.case_status_answered() };
	const due = of.dueAt ?? now;
	switch (dueState(of, now)) {
		case 'overdue':
			return { tone: 'late', sign: '▲', word: m.case_overdue({ age: age(due, now) }) };
		case 'soon':
			return { tone: 'tight', sign: '●', word: m.case_due_soon({ age: age(now, due) }) };
		case 'later':
			return { tone: 'plain', sign: '', word: m.case_due({ time: whenAround(due, now, timeZone) }) };
		case null:
			return { tone: 'plain', sign: '', word: m.case_no_due() };
	}
}

export const statusWords: Record<CaseStatus, () => string> = {
	open: m.case_status_open,
	answered: m.case_status_answered,
	closed: m.case_status_closed
};

export const actWords: Record<CaseFormName, () => string> = {
	assignCase: m.case_act_assign,
	answerCase: m.case_act_answer,
	closeCase: m.case_act_close,
	reopenCase: m.case_act_reopen
};

/** How a case is called in messages: its kind, and whom or which car it is about. */
export function caseName(of: Pick<CaseCard, 'kind' | 'customer'>, job: CaseJob | null): string {
	const whom = of.customer.name || of.customer.phone || (job ? formatPlate(job.plate) : '');
	return [caseKindWords[of.kind](), whom].filter(Boolean).join(' ');
}

/** The car's plate and ticket; empty for none. */
export const carWords = (job: CaseJob | null): string =>
	job ? `${formatPlate(job.plate)} ${job.ticket}` : '';

import { m } from '#lib/paraglide/messages.js';
import type { CaseFormName } from '../../case/registry.ts';
import type { CaseCard } from '../../feeds/cases.ts';
import { commandRefusalWords } from '../../words/refusals/commands.ts';
import type { Toasts } from '../../board/toasts.svelte.ts';
import type { CaseBook, CaseOutcome } from './case-book.svelte.ts';
import { caseName } from './case-lines.ts';

const done: Record<CaseFormName | 'openCase', (inputs: { name: string }) => string> = {
	openCase: m.case_done_open,
	assignCase: m.case_done_assign,
	answerCase: m.case_done_answer,
	closeCase: m.case_done_close,
	reopenCase: m.case_done_reopen
};

/** What a form's draft is kept by. */
export const draftKey = (caseId: string, form: CaseFormName): string => `${caseId}/${form}`;

/** Says what became of commands. */
export class CaseTells {
	#book: CaseBook;
	#toasts: Toasts;
	#open: (caseId: string, form: CaseFormName | null) => void;

	/** @param open opens a case at a form */
	constructor(book: CaseBook, toasts: Toasts, open: (caseId: string, form: CaseFormName | null) => void) {
		[this.#book, this.#toasts, this.#open] = [book, toasts, open];
		book.sending.late = ({ caseId }, reply) => {
			const of = book.cases.get(caseId);
			const card = of ? this.#nameOf(of) : m.case_title();
			const isDone = reply.ok || reply.refusal.code === 'caseExists';
			const text = (isDone ? m.board_late_done : m.board_late_refused)({ card });
			toasts.show({ text, tone: isDone ? 'done' : 'refused', about: caseId });
		};
	}

	done(of: CaseCard, type: CaseFormName | 'openCase'): void {
		const text = done[type]({ name: this.#nameOf(of) });
		this.#toasts.show({ text, tone: 'done', about: of.id });
	}

	/** The form was closed meanwhile: the message leads back to what was typed. [KEEP4] */
	late(of: CaseCard, type: CaseFormName, outcome: CaseOutcome): void {
		if (outcome.ok) {
			this.#book.drafts.drop(draftKey(of.id, type));
			return this.done(outcome.of, type);
		}
		const why = commandRefusalWords(outcome.refusal, this.#book.timeZone);
		const actions = [{ label: m.board_draft_open(), run: () => this.#open(of.id, type) }];
		const text = m.board_refused({ card: this.#nameOf(of), why });
		this.#toasts.show({ text, tone: 'refused', about: of.id, actions, stays: true });
	}

	opened(of: CaseCard): void {
		this.done(of, 'openCase');
		this.#open(of.id, 'assignCase');
	}

	#nameOf(of: CaseCard): string {
		return caseName(of, this.#book.jobOf(of));
	}
}

import { uuidv7 } from 'uuidv7';
import type { CaseKind, CasePriority } from '../../case/case.ts';
import type { CaseCommandOf } from '../../case/registry.ts';
import type { Fields } from '../../forms/drafts.svelte.ts';
import type { CaseBook } from './case-book.svelte.ts';
import type { CaseJob } from './case-job.ts';

/** A case that is not opened yet. */
export class NewCase {
	kind: CaseKind = $state('complaint');
	priority: CasePriority = $state('normal');
	words = $state('');
	name = $state('');
	phone = $state('');
	jobId: string | null = $state(null);
	/** The same however often it is sent: a case is not opened twice after an answer was lost. */
	#caseId = $state('');
	#book: CaseBook;
	/** What a job filled in: another one may replace it, what was typed stays. */
	#filled = { name: '', phone: '' };

	constructor(book: CaseBook) {
		this.#book = book;
	}

	get fields(): Fields {
		const { kind, priority, words, name, phone, jobId } = this;
		return { kind, priority, words, name, phone, jobId, caseId: this.#caseId };
	}

	fill(fields: Fields): void {
		this.kind = fields.kind as CaseKind;
		this.priority = fields.priority as CasePriority;
		[this.words, this.name, this.phone] = [fields.words, fields.name, fields.phone].map(String) as [
			string,
			string,
			string
		];
		const { jobId } = fields;
		// One that was looked for among those of the past is not known after a reload: it is looked for again.
		this.jobId = typeof jobId === 'string' && this.#book.jobs.has(jobId) ? jobId : null;
		this.#caseId = String(fields.caseId);
	}

	/** Most who complain are the customers of the visit. */
	choose(job: CaseJob | null): void {
		this.jobId = job?.id ?? null;
		if (job) this.#book.addJobs([job]);
		const { name, phone } = job?.customer ?? { name: '', phone: '' };
		if (this.name === this.#filled.name) this.name = name;
		if (this.phone === this.#filled.phone) this.phone = phone;
		this.#filled = { name, phone };
	}

	command(): CaseCommandOf<'openCase'> {
		this.#caseId ||= uuidv7();
		const { kind, priority, words, name, phone, jobId } = this;
		return {
			...{ type: 'openCase', id: uuidv7(), caseId: this.#caseId },
			...{ jobId, kind, priority, words, customer: { name, phone } }
		};
	}
}

import { uuidv7 } from 'uuidv7';
import { mayCommand } from '../../access/table.ts';
import type { Case } from '../../case/case.ts';
import type { CaseContext } from '../../case/define-command.ts';
import { evolveCase } from '../../case/event.ts';
import { byPressure } from '../../case/pressing.ts';
import {
	type CaseCommand,
	type CaseCommandOf,
	type CaseCommandType,
	type CaseFormName,
	caseModuleOf,
	caseOffers,
	decideCase
} from '../../case/registry.ts';
import type { CaseCard, CasesMeta } from '../../feeds/cases.ts';
import { fetchWithin } from '../../forms/fetch-within.ts';
import { Drafts } from '../../forms/drafts.svelte.ts';
import type { CommandRefusal } from '../../model/refusal.ts';
import type { Role } from '../../model/person.ts';
import { nameOf } from '../../model/settings.ts';
import { expectOf } from '../../stream/expect.ts';
import type { Unanswered } from '../../sync/deliver.ts';
import { LiveFeed } from '../../sync/live-feed.svelte.ts';
import type { Snapshot } from '../../sync/protocol.ts';
import { sendCommand } from '../../sync/send-command.ts';
import { Sending } from '../../sync/sending.svelte.ts';
import { SentForms } from '../../board/sent-forms.svelte.ts';
import type { CaseJob } from './case-job.ts';
import { holds, noJobs, overlayCases, type Told, withJobs } from './case-overlay.ts';

export interface CaseMember {
	personId: string;
	name: string;
	roles: Role[];
}

/** A command on a case as a form states it; the book adds id, case and the version that was seen. */
export type CaseDraft = {
	[Type in CaseFormName]: Omit<CaseCommandOf<Type>, 'id' | 'caseId' | 'expect'>;
}[CaseFormName];

/** `of`: as it is after the command. */
export type CaseOutcome =
	{ ok: true; of: CaseCard } | { ok: false; refusal: CommandRefusal | { code: Unanswered } };

export type CaseFilter = 'all' | 'mine' | 'answered';

const MINUTE = 60_000;
/** How long what a refusal showed stands in for the feed, milliseconds: that is a second behind at most. [SYNC7] */
const TOLD = 10_000;

const offline: CaseOutcome = { ok: false, refusal: { code: 'offline' } };

/** The state of the page of cases: the feed, what was answered and is not in it yet, and what is shown of it. */
export class CaseBook {
	readonly feed!: LiveFeed<CaseCard, CasesMeta>;
	readonly member: CaseMember;
	/** What is typed into forms and not sent. */
	readonly drafts: Drafts;
	readonly sent = new SentForms<CaseOutcome>();
	filter: CaseFilter = $state('all');
	/** The visits that cases are about, by id. */
	jobs: ReadonlyMap<string, CaseJob> = $state.raw(noJobs);
	readonly sending = new Sending<CaseCommand, CaseCard>(
		(command, endsAt) => sendCommand<CaseCard>(this.feed, command, endsAt),
		() => this.#isOpen && !this.feed.denied,
		({ caseId }) => caseId
	);
	#told: readonly Told[] = $state.raw([]);
	#isOpen = false;
	#asking = false;

	/** Open cases by id, with what was answered and is not in the feed yet. */
	cases = $derived.by(() => overlayCases(this.feed.replica.cards, this.#told, this.feed.replica));
	meta = $derived(this.feed.meta);
	timeZone = $derived(this.meta.workshop.timeZone);
	/** The server's time in whole minutes, epoch milliseconds: what ages count from. */
	minute = $derived(Math.floor(this.feed.now / MINUTE) * MINUTE);
	shown = $derived.by(() =>
		[...this.cases.values()]
			.filter((of) => this.passes(of, this.filter))
			.sort((one, other) => byPressure(one, other, this.minute))
	);

	/** @param now the server's clock when it rendered the page, epoch milliseconds */
	constructor(
		workshop: string,
		snapshot: Snapshot<CaseCard, CasesMeta>,
		jobs: readonly CaseJob[],
		now: number,
		member: CaseMember
	) {
		this.feed = new LiveFeed({ workshop, feed: 'cases' }, snapshot, now);
		this.member = member;
		this.drafts = new Drafts(`${workshop}/${member.personId} cases`);
		this.addJobs(jobs);
	}

	/** Connects; the function returned closes. Browser only. */
	open(): () => void {
		this.#isOpen = true;
		const close = this.feed.open();
		return () => {
			this.#isOpen = false;
			close();
		};
	}

	passes(of: CaseCard, filter: CaseFilter): boolean {
		if (filter === 'mine') return of.ownerId === this.member.personId;
		return filter === 'all' || of.status === 'answered';
	}

	countOf(filter: CaseFilter): number {
		return [...this.cases.values()].filter((of) => this.passes(of, filter)).length;
	}

	may(type: CaseCommandType): boolean {
		return mayCommand({ kind: 'person', roles: this.member.roles }, type);
	}

	/** What may be done to it now, in the order of its buttons. */
	offers(of: CaseCard): CaseFormName[] {
		return caseOffers(of, this.#context()).filter((type) => this.may(type));
	}

	personName(id: string | null): string {
		return nameOf(this.meta.people, id);
	}

	jobOf({ jobId }: Pick<Case, 'jobId'>): CaseJob | null {
		return (jobId !== null && this.jobs.get(jobId)) || null;
	}

	/** Asks for the visits again where a case names one that is not known. Run in an effect. */
	follow(): void {
		const missing = [...this.cases.values()].some(({ jobId }) => jobId !== null && !this.jobs.has(jobId));
		if (missing && !this.#asking) void this.readJobs();
	}

	/** False where they could not be read. */
	async readJobs(): Promise<boolean> {
		this.#asking = true;
		const answer = await fetchWithin(`${this.address}/jobs`).catch(() => null);
		// A visit that is erased stays unknown: the next case that comes asks again.
		setTimeout(() => (this.#asking = false), TOLD);
		if (!answer?.ok) return false;
		this.addJobs((await answer.json()) as CaseJob[]);
		return true;
	}

	addJobs(jobs: readonly CaseJob[]): void {
		this.jobs = withJobs(this.jobs, jobs);
	}

	get address(): string {
		return `/w/${this.meta.workshop.slug}/cases`;
	}

	/** @param seen the case as the sender saw it */
	async perform(seen: CaseCard, draft: CaseDraft): Promise<CaseOutcome> {
		const touched = caseModuleOf(draft.type).touches(draft as never);
		const about = { id: uuidv7(), caseId: seen.id, expect: expectOf(seen, touched) };
		return this.#send({ ...draft, ...about } as CaseCommand, this.cases.get(seen.id) ?? seen);
	}

	/** @param command sent again after no answer, it is done once */
	async make(command: CaseCommandOf<'openCase'>): Promise<CaseOutcome> {
		return this.#send(command, null);
	}

	async #send(command: CaseCommand, before: CaseCard | null): Promise<CaseOutcome> {
		// What is shown may be half a minute old: nobody should decide by it. [SYNC8]
		if (this.feed.freshness === 'stale' || this.feed.denied) return offline;
		const decision = decideCase(before, command, this.#context());
		if ('refusal' in decision) return { ok: false, refusal: decision.refusal };
		const { personId, name } = this.member;
		const stamp = { at: this.feed.now, by: { kind: 'person' as const, id: personId, name } };
		const after = evolveCase(before, decision.events, stamp, command.caseId);
		const reply = await this.sending.send(command);
		if (reply.ok) {
			const { epoch } = this.feed.replica;
			const of = { ...after, version: reply.version };
			this.#tell({ of, done: { epoch, revision: reply.revision } });
			return { ok: true, of };
		}
		// It exists: an earlier try got through, only its answer was lost.
		if (reply.refusal.code === 'caseExists') return { ok: true, of: reply.card ?? after };
		if (reply.card) this.#tell({ of: reply.card, done: null });
		return { ok: false, refusal: reply.refusal };
	}

	#context(): CaseContext {
		return { now: this.feed.now, people: this.meta.people, hasJob: (id) => this.jobs.has(id) };
	}

	#tell(told: Told): void {
		const { replica } = this.feed;
		this.#told = [...this.#told.filter(({ done }) => !done || !holds(replica, done)), told];
		if (!told.done) setTimeout(() => (this.#told = this.#told.filter((other) => other !== told)), TOLD);
	}
}

import type { Committed } from '../../src/lib/commands/perform.server.ts';
import type { CommandReply } from '../../src/lib/commands/reply.ts';
import type { Settings } from '../../src/lib/model/settings.ts';
import type { Case } from '../../src/lib/case/case.ts';
import { evolveCase } from '../../src/lib/case/event.ts';
import { type CaseCommand, decideCase } from '../../src/lib/case/registry.ts';
import { type Command, touchedBy } from '../../src/lib/job/command.ts';
import { facetsChangedBy } from '../../src/lib/job/event.ts';
import { contextOf, HOUR, lin, NOW } from '../../src/lib/job/job.testing.ts';
import { ModelWorkshop } from '../../src/lib/job/model.testing.ts';
import type { Job } from '../../src/lib/job/job.ts';
import type { Line, Standing } from '../../src/lib/sync/read-workshop.server.ts';
import type { StreamName } from '../../src/lib/stream/stream-name.ts';
import { type AnyCommand, type AnyState, streams } from '../../src/lib/streams/streams.ts';
import { jobEpoch } from '../../src/lib/sync/read-feed.server.ts';
import type { Changed } from '../../src/lib/streams/streams.ts';

const { stages, bays, people } = contextOf();

/** What a command did to a workshop: the answer, and the change that the screens get, if any. */
export interface Obeyed {
	reply: CommandReply;
	change: Committed | null;
}

/** The job as the sender of a command saw it. */
interface Seen {
	epoch: string;
	version: number;
}

/** All that the database keeps of one workshop: its rows as they were last committed. */
export class Site {
	id: string;
	/** In its name and in every car of it, and nowhere else. */
	canary: string;
	epoch: string;
	workshop = new ModelWorkshop();
	settings: Settings;
	/** The cases, each with the revision that last changed it. */
	cases = new Map<string, { state: Case; revision: number }>();
	/** Says what must not be: refused, or not refused, for what others changed. [CMD14] */
	violate: (what: string) => void = () => {};
	/** Commands done though another command had changed another facet of the job since their sender looked. */
	besides = 0;
	/** What the senders of commands saw, by the command's id. */
	seen = new Map<string, Seen>();
	/** The facets of each job that its versions changed. */
	#changed = new Map<string, { version: number; facets: string[] }[]>();
	/** The answers kept, by the command's id. [CMD2] */
	commands = new Map<string, CommandReply>();
	/** The ids of the commands that made this line, in order. */
	made: string[] = [];

	constructor(id: string, canary: string, epoch: string) {
		[this.id, this.canary, this.epoch] = [id, canary, epoch];
		this.settings = this.#settingsAt(0);
	}

	get jobs(): Job[] {
		return [...this.workshop.jobs.values()].map(({ job }) => job);
	}

	get jobEpoch(): string {
		return jobEpoch(this.line());
	}

	line(): Line {
		return { epoch: this.epoch, revision: this.workshop.revision, settings: this.settings };
	}

	standing(): Standing {
		return { workshopId: this.id, epoch: this.epoch, revision: this.workshop.revision, access: '' };
	}

	/** @param now epoch milliseconds, by the clock of the process that asks */
	obey(command: AnyCommand, now: number): Obeyed {
		const earlier = this.commands.get(command.id);
		if (earlier) return { reply: earlier, change: null };
		return 'caseId' in command ? this.#obeyCase(command, now) : this.#obeyJob(command, now);
	}

	#obeyJob(command: Command, now: number): Obeyed {
		this.workshop.now = now;
		const overlap = this.#overlap(command);
		const done = this.workshop.obey(command);
		if ('refusal' in done) {
			if (done.refusal.code === 'stale' && overlap === false) {
				this.violate(`refused: ${command.type}, whose facets nobody changed`);
			}
			const state = this.workshop.job(command.jobId);
			return { reply: { ok: false, refusal: done.refusal, state }, change: null };
		}
		const { job, events } = done;
		const changed = this.#changed.get(job.id) ?? [];
		this.#changed.set(job.id, [
			...changed,
			{ version: job.version, facets: events.flatMap(facetsChangedBy) }
		]);
		const did = events.map(({ type }) => type);
		if (overlap) this.violate(`merged: ${command.type}, whose facet had changed`);
		const seen = this.seen.get(command.id);
		if (overlap === false && seen && seen.version < job.version - 1) this.besides++;
		return this.#done(command.id, 'job', job, did);
	}

	#obeyCase(command: CaseCommand, now: number): Obeyed {
		const before = this.cases.get(command.caseId)?.state ?? null;
		const context = { now, people, hasJob: (id: string) => this.workshop.jobs.has(id) };
		const decision = decideCase(before, command, context);
		if ('refusal' in decision) {
			return { reply: { ok: false, refusal: decision.refusal, state: before }, change: null };
		}
		const state = evolveCase(before, decision.events, { at: now, by: lin }, command.caseId);
		this.cases.set(state.id, { state, revision: ++this.workshop.revision });
		const did = decision.events.map(({ type }) => type);
		return this.#done(command.id, 'case', state, did);
	}

	#done(commandId: string, stream: StreamName, state: AnyState, did: string[]): Obeyed {
		const { revision } = this.workshop;
		const reply = { ok: true as const, revision, id: state.id, version: state.version, did };
		this.commands.set(commandId, reply);
		this.made.push(commandId);
		return { reply, change: { workshopId: this.id, epoch: this.epoch, revision, stream, state } };
	}

	/** Whether others changed, since its sender looked, what a command touches; null where that is not known. */
	#overlap(command: Command): boolean | null {
		const seen = this.seen.get(command.id);
		if (!seen || seen.epoch !== this.epoch) return null;
		const since = (this.#changed.get(command.jobId) ?? []).filter(({ version }) => version > seen.version);
		const facets = new Set(since.flatMap(({ facets }) => facets));
		return touchedBy(command).some((facet) => facets.has(facet));
	}

	open(stream: StreamName): Changed[] {
		return this.#all().filter(({ stream: of, state }) => of === stream && streams[of].isOpen(state));
	}

	changedSince(revision: number): Changed[] {
		return this.#all().filter((changed) => changed.revision > revision);
	}

	#all(): (Changed & { revision: number })[] {
		return [
			...[...this.workshop.jobs.values()].map(({ job, revision }) => ({
				...{ stream: 'job' as const, state: job, revision }
			})),
			...[...this.cases.values()].map((each) => ({ stream: 'case' as const, ...each }))
		];
	}

	changeSettings(): void {
		this.settings = this.#settingsAt(++this.workshop.revision);
	}

	/** The function returned brings back what is kept now, as another line of revisions. */
	backUp(): (epoch: string) => void {
		const { settings } = this;
		const { revision } = this.workshop;
		const kept = {
			jobs: [...this.workshop.jobs],
			cases: [...this.cases],
			commands: [...this.commands],
			made: [...this.made]
		};
		return (epoch) => {
			Object.assign(this, { epoch, settings, commands: new Map(kept.commands), made: [...kept.made] });
			Object.assign(this.workshop, { revision, jobs: new Map(kept.jobs) });
			this.cases = new Map(kept.cases);
			this.#changed.clear();
		};
	}

	/** Cards carry names of people: settings that changed are seen in them too. */
	#settingsAt(revision: number): Settings {
		return {
			workshop: {
				...{ id: this.id, slug: 'site', name: `${this.canary} ${revision}`, language: 'en' },
				...{ timeZone: 'Asia/Shanghai', phone: '', pickupDesk: '', platesMasked: false }
			},
			revision,
			stages: [...stages],
			bays: [...bays],
			namedOnCards: new Set(),
			people: people.map((person) => ({ ...person, name: `${person.name} ${revision}` })),
			specialDays: [],
			openWindows: [[NOW, NOW + 9 * HOUR]]
		};
	}
}

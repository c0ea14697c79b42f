import type { Committed } from '../../src/lib/commands/perform.server.ts';
import type { CommandReply } from '../../src/lib/commands/reply.ts';
import type { Settings } from '../../src/lib/model/settings.ts';
import type { Command } from '../../src/lib/job/command.ts';
import { contextOf, HOUR, NOW } from '../../src/lib/job/job.testing.ts';
import { ModelWorkshop } from '../../src/lib/job/model.testing.ts';
import type { Job } from '../../src/lib/job/job.ts';
import type { Line, Standing } from '../../src/lib/sync/read-workshop.server.ts';
import type { StreamName } from '../../src/lib/stream/stream-name.ts';
import { streams } from '../../src/lib/streams/streams.ts';
import { jobEpoch } from '../../src/lib/sync/read-feed.server.ts';
import type { Changed } from '../../src/lib/streams/streams.ts';

const { stages, bays, people } = contextOf();

/** What a command did to a workshop: the answer, and what is told to the screens if anything changed. */
export interface Obeyed {
	reply: CommandReply;
	change: Committed | null;
}

/** All that the database keeps of one workshop: its rows as they were last committed. */
export class Site {
	id: string;
	/** In its name and in every car of it, and nowhere else. */
	canary: string;
	epoch: string;
	workshop = new ModelWorkshop();
	settings: Settings;
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
	obey(command: Command, now: number): Obeyed {
		const earlier = this.commands.get(command.id);
		if (earlier) return { reply: earlier, change: null };
		this.workshop.now = now;
		const done = this.workshop.obey(command);
		if ('refusal' in done) {
			const job = this.workshop.job(command.jobId);
			return { reply: { ok: false, refusal: done.refusal, state: job }, change: null };
		}
		const { job, events } = done;
		const { revision } = this.workshop;
		const did = events.map(({ type }) => type);
		const reply = { ok: true as const, revision, id: job.id, version: job.version, did };
		this.commands.set(command.id, reply);
		this.made.push(command.id);
		return { reply, change: { workshopId: this.id, epoch: this.epoch, revision, stream: 'job', state: job } };
	}

	open(stream: StreamName): Changed[] {
		return this.#changed().filter(({ stream: of, state }) => of === stream && streams[of].isOpen(state));
	}

	changedSince(revision: number): Changed[] {
		return this.#changed().filter((changed) => changed.revision > revision);
	}

	#changed(): (Changed & { revision: number })[] {
		return [...this.workshop.jobs.values()].map(({ job, revision }) => ({
			stream: 'job',
			state: job,
			revision
		}));
	}

	changeSettings(): void {
		this.settings = this.#settingsAt(++this.workshop.revision);
	}

	/** The function returned brings back what is kept now, as another line of revisions. */
	backUp(): (epoch: string) => void {
		const { settings } = this;
		const { revision } = this.workshop;
		const kept = { jobs: [...this.workshop.jobs], commands: [...this.commands], made: [...this.made] };
		return (epoch) => {
			Object.assign(this, { epoch, settings, commands: new Map(kept.commands), made: [...kept.made] });
			Object.assign(this.workshop, { revision, jobs: new Map(kept.jobs) });
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

import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { OfferedType } from '../job/command.ts';
import type { jobEvents, JobEvent, JobEventType } from '../job/event.ts';
import type { Job } from '../job/job.ts';
import type { facets } from '../job/registry.ts';
import type { EventOf } from '../stream/event-type.ts';
import type { InDetails, StateOf } from '../stream/facet.ts';
import { clockTime, date } from './clock-words.ts';
import type { Names } from './history-words.ts';
import { amendments } from './order-words.ts';
import { stoppageWords } from './stoppage-words.ts';
import { hours } from './work-words.ts';

/*
 * What is said of commands, events and facts of a job: a new one has its words here and its sentences in the messages,
 * and what lacks them does not compile.
 */

type Sentence = () => string;

export interface CommandWords {
	/** On its button. */
	act: Sentence;
	/** On its form's button, where that says something else. */
	submit?: Sentence;
	/** Its button warns. */
	danger?: true;
	/** Above the form's fields. */
	lead?: Sentence;
	/** Labels of the fields of a form that is made from its description. */
	fields?: Record<string, Sentence>;
	/** That it was done; absent: that it was saved. `stage`: the name of the stage that the job is in now. */
	done?: (names: { card: string; stage: string }) => string;
}

export const commandWords: Record<OfferedType, CommandWords> = {
	checkIn: { act: m.board_act_checkIn, done: m.board_done_checkedIn },
	deliver: { act: m.board_act_deliver, done: m.board_done_delivered },
	move: { act: m.board_act_move, done: m.board_done_moved },
	dispatch: { act: m.board_act_dispatch, done: m.board_done_dispatched },
	stop: { act: m.board_act_stop, done: m.board_done_stopped },
	resume: { act: m.board_act_resume, done: m.board_done_resumed },
	revisePromise: { act: m.board_act_promise },
	note: { act: m.board_act_note, fields: { text: m.board_note_text } },
	park: { act: m.board_act_park, fields: { spot: m.board_park_spot, keyTag: m.board_park_key } },
	recordMileage: {
		act: m.board_act_mileage,
		fields: { arrival: m.board_mileage_arrival, handOver: m.board_mileage_handOver }
	},
	amend: { act: m.board_act_amend, submit: m.board_amend_submit },
	cancel: {
		act: m.board_act_cancel,
		submit: m.board_cancel_submit,
		danger: true,
		lead: m.board_cancel_lead,
		fields: { reason: m.board_cancel_reason },
		done: m.board_done_cancelled
	},
	undo: { act: m.board_act_undo, done: m.board_done_undone }
};

type EventTypes = typeof jobEvents;
type Told = { [Type in JobEventType]: (event: EventOf<EventTypes[Type]>, names: Names) => string };

/** What happened, in a sentence. Names that no longer exist are left out. */
const eventWords: Told = {
	booked: ({ fromSource, ticket }) =>
		fromSource ? m.board_event_booked_source({ ticket }) : m.board_event_booked({ ticket }),
	checkedIn: ({ stageId }, names) => m.board_event_checkedIn({ stage: names.stageName(stageId) }),
	moved({ from, stageId, rework }, names) {
		const words = { from: names.stageName(from), stage: names.stageName(stageId) };
		if (from === stageId) return m.board_event_reordered(words);
		return rework ? m.board_event_rework(words) : m.board_event_moved(words);
	},
	moveUndone: ({ restored }, names) => m.board_event_moveUndone({ stage: names.stageName(restored.stageId) }),
	dispatched({ technicianId, bayId, standardHours }, names) {
		const technician = names.personName(technicianId);
		const rest = [names.bayName(bayId), standardHours !== null && hours(standardHours)].filter(Boolean);
		const about = rest.length > 0 ? ` (${rest.join(' · ')})` : '';
		return (technician ? m.board_event_dispatched({ technician }) : m.board_event_undispatched()) + about;
	},
	stopped(event, names) {
		const reason = stoppageWords[event.reason]();
		const sentence =
			event.expectedUntil === null
				? m.board_event_stopped({ reason })
				: m.board_event_stopped_until({ reason, until: moment(event.expectedUntil, names) });
		return withText(sentence, event.note);
	},
	resumed: () => m.board_event_resumed(),
	promiseRevised(event, names) {
		const promise = moment(event.promise, names);
		if (event.previous === null) return m.board_event_promised({ promise });
		const sentence = m.board_event_promiseRevised({ previous: moment(event.previous, names), promise });
		return withText(sentence, event.reason);
	},
	parked({ spot, keyTag }) {
		const where = [spot, keyTag && m.board_card_key({ tag: keyTag })].filter(Boolean);
		return where.length > 0 ? m.board_event_parked({ where: where.join(' · ') }) : m.board_event_unparked();
	},
	mileageRecorded: (event) => m.board_event_mileage({ mileage: kilometres(event) }),
	noted: ({ text }) => m.board_event_noted({ text }),
	amended: ({ order }, names) =>
		withText(m.board_event_amended(), amendments(order, names).join(m.board_list_separator())),
	sourceRead: () => m.board_event_sourceRead(),
	delivered: () => m.board_event_delivered(),
	cancelled: ({ reason }) => withText(m.board_event_cancelled(), reason)
};

export const eventSentence = (event: JobEvent, names: Names): string =>
	(eventWords[event.type] as (event: JobEvent, names: Names) => string)(event, names);

type DetailFacets = InDetails<typeof facets>;
type Details = keyof DetailFacets extends never ? object : StateOf<DetailFacets>;

/** A fact of the job on its sheet. */
interface FactWords<Value> {
	label: Sentence;
	/** Empty for nothing to show. */
	text(value: Value, names: Names): string;
}

/** The fields of facets that are kept in `details`, in the order in which the sheet shows them. */
const factWords: { [Field in keyof Details]: FactWords<Details[Field]> } = {
	mileage: { label: m.board_mileage, text: kilometres }
};

/** What is known of a job beside what the sheet shows by itself: label and text of each. */
export const furtherFacts = (job: Job, names: Names): [label: string, text: string][] =>
	Object.entries<FactWords<never>>(factWords).map(([field, { label, text }]) => [
		label(),
		text(job[field as keyof Job] as never, names)
	]);

/** A number is grouped as the reader's language does. */
function kilometres({ arrival, handOver }: Job['mileage']): string {
	if (arrival === null && handOver === null) return '';
	const count = (number: number | null) => number?.toLocaleString(getLocale()) ?? '—';
	return m.board_mileage_value({ arrival: count(arrival), handOver: count(handOver) });
}

const moment = (at: number, { timeZone }: Names): string =>
	`${date(at, timeZone)} ${clockTime(at, timeZone)}`;

const withText = (sentence: string, text: string): string =>
	text === '' ? sentence : m.board_event_with({ sentence, text });

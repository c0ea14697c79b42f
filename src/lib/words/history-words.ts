import { m } from '#lib/paraglide/messages.js';
import type { JobEvent } from '../job/event.ts';
import type { Order } from '../job/job.ts';
import type { Actor } from '../model/actor.ts';
import { formatPlate } from '../model/plate.ts';
import { clockTime, date } from './clock-words.ts';
import { stoppageWords } from './stoppage-words.ts';
import { hours, workTypeWords } from './work-words.ts';

/** What the ids in an event are called; empty for what is gone. */
export interface Names {
	timeZone: string;
	personName(id: string | null): string;
	bayName(id: string | null): string;
	stageName(id: string): string;
}

/** What happened, in a sentence. Names that no longer exist are left out. */
export function eventSentence(event: JobEvent, names: Names): string {
	const moment = (at: number) => `${date(at, names.timeZone)} ${clockTime(at, names.timeZone)}`;
	switch (event.type) {
		case 'booked':
			return event.fromSource
				? m.board_event_booked_source({ ticket: event.ticket })
				: m.board_event_booked({ ticket: event.ticket });
		case 'checkedIn':
			return m.board_event_checkedIn({ stage: names.stageName(event.stageId) });
		case 'moved': {
			const stage = names.stageName(event.stageId);
			if (event.from === event.stageId) return m.board_event_reordered({ stage });
			const from = names.stageName(event.from);
			return event.rework ? m.board_event_rework({ from, stage }) : m.board_event_moved({ from, stage });
		}
		case 'moveUndone':
			return m.board_event_moveUndone({ stage: names.stageName(event.restored.stageId) });
		case 'dispatched': {
			const { technicianId, bayId, standardHours } = event;
			const technician = names.personName(technicianId);
			const rest = [names.bayName(bayId), standardHours !== null && hours(standardHours)].filter(Boolean);
			const about = rest.length > 0 ? ` (${rest.join(' · ')})` : '';
			return (technician ? m.board_event_dispatched({ technician }) : m.board_event_undispatched()) + about;
		}
		case 'stopped': {
			const reason = stoppageWords[event.reason]();
			const sentence =
				event.expectedUntil === null
					? m.board_event_stopped({ reason })
					: m.board_event_stopped_until({ reason, until: moment(event.expectedUntil) });
			return withText(sentence, event.note);
		}
		case 'resumed':
			return m.board_event_resumed();
		case 'promiseRevised': {
			const promise = moment(event.promise);
			if (event.previous === null) return m.board_event_promised({ promise });
			const sentence = m.board_event_promiseRevised({ previous: moment(event.previous), promise });
			return withText(sentence, event.reason);
		}
		case 'parked': {
			const where = [event.spot, event.keyTag && m.board_card_key({ tag: event.keyTag })].filter(Boolean);
			return where.length > 0 ? m.board_event_parked({ where: where.join(' · ') }) : m.board_event_unparked();
		}
		case 'noted':
			return m.board_event_noted({ text: event.text });
		case 'amended':
			return withText(m.board_event_amended(), amendments(event.order, names).join(m.board_list_separator()));
		case 'sourceRead':
			return m.board_event_sourceRead();
		case 'delivered':
			return m.board_event_delivered();
		case 'cancelled':
			return withText(m.board_event_cancelled(), event.reason);
	}
}

/** Pages of ours by the name that what was done there carries. */
const screenWords: Record<string, () => string> = {
	board: m.audit_screen_board,
	cases: m.audit_screen_cases,
	import: m.audit_screen_import,
	settings: m.audit_screen_settings,
	screens: m.audit_screen_screens,
	account: m.audit_screen_account,
	'sign-in': m.audit_screen_signIn,
	join: m.audit_screen_join,
	server: m.audit_screen_server,
	demo: m.audit_screen_demo
};

/** From which screen: a page's name, or the name of a shared tablet. */
export function screenName(screen: string): string {
	if (screen.startsWith('station:')) return screen.slice('station:'.length);
	return Object.hasOwn(screenWords, screen) ? screenWords[screen]!() : screen;
}

/** Who did it: a person by name, whatever else by what it is. */
export function actorName({ kind, name }: Actor): string {
	switch (kind) {
		case 'operator':
			return m.audit_actor_operator();
		case 'stranger':
			return m.audit_actor_stranger();
		case 'customer':
			return m.audit_actor_customer();
		case 'system':
			return m.audit_actor_system();
		default:
			return name;
	}
}

/** Who did it, and where; a person at the board, or at the list of cases, needs no mention of it. */
export const actorWords = (actor: Actor, screen: string): string =>
	actor.kind === 'person' && (screen === 'board' || screen === 'cases')
		? actor.name
		: `${actorName(actor)} · ${screenName(screen)}`;

const withText = (sentence: string, text: string): string =>
	text === '' ? sentence : m.board_event_with({ sentence, text });

/** The fields changed, each with what it is now. */
function amendments(order: Partial<Order>, names: Names): string[] {
	const told: [string, string | undefined | null][] = [
		[m.board_order_plate(), order.vehicle && formatPlate(order.vehicle.plate)],
		[
			m.board_order_model(),
			order.vehicle &&
				[order.vehicle.brand, order.vehicle.model, order.vehicle.colour].filter(Boolean).join(' ')
		],
		[m.board_customer(), order.customer && [order.customer.name, order.customer.phone].join(' ').trim()],
		[m.board_order_workType(), order.workType && workTypeWords[order.workType]()],
		[m.board_order_work(), order.work],
		[
			m.board_standard_hours(),
			order.standardHours == null ? order.standardHours : hours(order.standardHours)
		],
		[m.board_order_advisor(), order.advisorId === undefined ? undefined : names.personName(order.advisorId)],
		[
			m.board_order_waiting(),
			order.waiting === undefined ? undefined : order.waiting ? m.board_yes() : m.board_no()
		],
		[
			m.board_booked_for(),
			order.bookedFor == null
				? order.bookedFor
				: `${date(order.bookedFor, names.timeZone)} ${clockTime(order.bookedFor, names.timeZone)}`
		],
		[m.board_order_number(), order.orderNumber],
		[m.board_order_remark(), order.remark]
	];
	return told.filter(([, text]) => text !== undefined).map(([label, text]) => `${label} ${text || '—'}`);
}

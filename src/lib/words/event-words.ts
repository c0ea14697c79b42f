import * as m from '#lib/paraglide/messages.js';
import type { JobEventType } from '../job/event.ts';

export const eventWords: Record<JobEventType, () => string> = {
	booked: m.job_event_booked,
	checkedIn: m.job_event_checkedIn,
	moved: m.job_event_moved,
	moveUndone: m.job_event_moveUndone,
	dispatched: m.job_event_dispatched,
	stopped: m.job_event_stopped,
	resumed: m.job_event_resumed,
	promiseRevised: m.job_event_promiseRevised,
	parked: m.job_event_parked,
	noted: m.job_event_noted,
	amended: m.job_event_amended,
	sourceRead: m.job_event_sourceRead,
	delivered: m.job_event_delivered,
	cancelled: m.job_event_cancelled
};

import * as m from '#lib/paraglide/messages.js';
import type { StageKind } from '../model/stage.ts';

/** What a kind of stage is called where its name has no room: one word, the same for staff and customers. */
export const stepNames: Record<StageKind, () => string> = {
	booked: m.display_step_booked,
	arrived: m.display_step_arrived,
	waiting: m.display_step_waiting,
	diagnosis: m.display_step_diagnosis,
	repair: m.display_step_repair,
	inspection: m.display_step_inspection,
	wash: m.display_step_wash,
	ready: m.display_step_ready
};

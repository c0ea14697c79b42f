import * as m from '#lib/paraglide/messages.js';
import type { StageKind } from '../model/stage.ts';

/** What a kind of stage is called among staff. */
export const stageKindWords: Record<StageKind, () => string> = {
	booked: m.job_stage_booked,
	arrived: m.job_stage_arrived,
	waiting: m.job_stage_waiting,
	diagnosis: m.job_stage_diagnosis,
	repair: m.job_stage_repair,
	inspection: m.job_stage_inspection,
	wash: m.job_stage_wash,
	ready: m.job_stage_ready
};

/** What a customer reads for it. */
export const stepWords: Record<StageKind | 'delivered' | 'cancelled', () => string> = {
	booked: m.job_step_booked,
	arrived: m.job_step_arrived,
	waiting: m.job_step_waiting,
	diagnosis: m.job_step_diagnosis,
	repair: m.job_step_repair,
	inspection: m.job_step_inspection,
	wash: m.job_step_wash,
	ready: m.job_step_ready,
	delivered: m.job_step_delivered,
	cancelled: m.job_step_cancelled
};

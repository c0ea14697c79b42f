import * as m from '#lib/paraglide/messages.js';
import type { StoppageReason } from '../job/stoppage.ts';

/** Why a job is not moving, for a card or a wall. In a file of its own: televisions load no more than that. */
export const shortStoppageWords: Record<StoppageReason, () => string> = {
	parts: m.job_stoppage_short_parts,
	approval: m.job_stoppage_short_approval,
	technician: m.job_stoppage_short_technician,
	bay: m.job_stoppage_short_bay,
	sublet: m.job_stoppage_short_sublet,
	warranty: m.job_stoppage_short_warranty,
	insurer: m.job_stoppage_short_insurer,
	techline: m.job_stoppage_short_techline,
	roadtest: m.job_stoppage_short_roadtest,
	payment: m.job_stoppage_short_payment,
	pickup: m.job_stoppage_short_pickup,
	carried: m.job_stoppage_short_carried,
	other: m.job_stoppage_short_other
};

import * as m from '#lib/paraglide/messages.js';
import type { ClockOwner, StoppageReason } from '../job/stoppage.ts';

/** Why a job is not moving, in full. */
export const stoppageWords: Record<StoppageReason, () => string> = {
	parts: m.job_stoppage_parts,
	approval: m.job_stoppage_approval,
	technician: m.job_stoppage_technician,
	bay: m.job_stoppage_bay,
	sublet: m.job_stoppage_sublet,
	warranty: m.job_stoppage_warranty,
	insurer: m.job_stoppage_insurer,
	techline: m.job_stoppage_techline,
	roadtest: m.job_stoppage_roadtest,
	payment: m.job_stoppage_payment,
	pickup: m.job_stoppage_pickup,
	carried: m.job_stoppage_carried,
	other: m.job_stoppage_other
};

/** Whose turn it is. */
export const clockWords: Record<ClockOwner, () => string> = {
	parts: m.job_clock_parts,
	customer: m.job_clock_customer,
	foreman: m.job_clock_foreman,
	vendor: m.job_clock_vendor,
	manufacturer: m.job_clock_manufacturer,
	insurer: m.job_clock_insurer,
	expert: m.job_clock_expert,
	inspector: m.job_clock_inspector
};

import * as m from '#lib/paraglide/messages.js';
import type { WorkType } from '../model/work-type.ts';

export const workTypeWords: Record<WorkType, () => string> = {
	maintenance: m.job_workType_maintenance,
	repair: m.job_workType_repair,
	accident: m.job_workType_accident,
	warranty: m.job_workType_warranty,
	recall: m.job_workType_recall,
	inspection: m.job_workType_inspection,
	pdi: m.job_workType_pdi,
	other: m.job_workType_other
};

/** Standard hours: 2.8h. */
export const hours = (count: number): string => m.board_hours({ count: String(count) });

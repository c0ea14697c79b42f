import { m } from '#lib/paraglide/messages.js';
import type { WorkType } from '../../model/work-type.ts';

/** The work that comes in most, with its usual standard hours: one tap at the desk. */
export const commonWork = (): { work: string; workType: WorkType; hours: string }[] => [
	{ work: m.board_work_small_service(), workType: 'maintenance', hours: '0.8' },
	{ work: m.board_work_large_service(), workType: 'maintenance', hours: '2' },
	{ work: m.board_work_brakes(), workType: 'repair', hours: '1.5' },
	{ work: m.board_work_tyres(), workType: 'repair', hours: '1' },
	{ work: m.board_work_aircon(), workType: 'repair', hours: '1.5' },
	{ work: m.board_work_engine(), workType: 'repair', hours: '1' },
	{ work: m.board_work_body(), workType: 'accident', hours: '8' }
];

import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '../languages/locale.ts';
import type { OpeningHours } from '../model/opening-hours.ts';
import type { StageKind } from '../model/stage.ts';
import type { WorkType } from '../model/work-type.ts';

/** Bays a new workshop begins with; it adds and hides its own. */
const BAYS = 6;

/** Minutes that a final check and a wash usually take. */
const CHECK = 10;
const WASH = 15;

/** The stages a new workshop begins with, from the left, named in its language. */
export function defaultStages(
	locale: Locale
): { kind: StageKind; name: string; allowance: number; workTypes?: WorkType[] }[] {
	const inIts = { locale };
	const stage = (kind: StageKind, name: string, allowance = 0) => ({ kind, name, allowance });
	return [
		stage('booked', m.job_stage_booked({}, inIts)),
		stage('arrived', m.job_stage_arrived({}, inIts)),
		stage('waiting', m.job_stage_waiting({}, inIts)),
		stage('diagnosis', m.job_stage_diagnosis({}, inIts)),
		stage('repair', m.settings_default_mechanical({}, inIts)),
		{ ...stage('repair', m.settings_default_body({}, inIts)), workTypes: ['accident'] },
		stage('inspection', m.job_stage_inspection({}, inIts), CHECK),
		stage('wash', m.job_stage_wash({}, inIts), WASH),
		stage('ready', m.job_stage_ready({}, inIts))
	];
}

export const defaultBays = (locale: Locale): string[] =>
	Array.from({ length: BAYS }, (_, index) => m.settings_default_bay({ number: index + 1 }, { locale }));

const weekday = [['08:00', '18:00']] as const;

/** Monday to Saturday 8 to 18, Sunday 9 to 17. */
export const defaultHours: OpeningHours = [...Array.from({ length: 6 }, () => weekday), [['09:00', '17:00']]];

import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '../languages/locale.ts';
import type { Holiday, HolidayName } from './china-holidays.server.ts';

type Word = (inputs: Record<string, never>, options: { locale?: Locale }) => string;

const words: Record<HolidayName, Word> = {
	newYear: m.settings_holiday_newYear,
	spring: m.settings_holiday_spring,
	qingming: m.settings_holiday_qingming,
	labour: m.settings_holiday_labour,
	dragonBoat: m.settings_holiday_dragonBoat,
	midAutumn: m.settings_holiday_midAutumn,
	national: m.settings_holiday_national,
	other: m.settings_holiday_other
};

/** 春节, or 春节调休上班 of a make-up day. */
export function holidayWords({ name, work }: Holiday, locale?: Locale): string {
	const holiday = words[name]({}, { locale });
	return work ? m.settings_holiday_makeup({ holiday }, { locale }) : holiday;
}

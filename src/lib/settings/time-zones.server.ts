import type { Locale } from '../languages/locale.ts';

export interface TimeZone {
	id: string;
	/** Asia/Shanghai · 中国时间 · UTC+8 */
	label: string;
}

const lists = new Map<Locale, TimeZone[]>();

/** Every time zone there is, named in a language. Made once each: it takes some 100 ms. */
export function timeZones(locale: Locale): TimeZone[] {
	const known = lists.get(locale);
	if (known) return known;
	const list = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort().map((id) => ({
		id,
		label: [id, named(id, locale, 'longGeneric'), offset(id)].filter(Boolean).join(' · ')
	}));
	lists.set(locale, list);
	return list;
}

/** Whether it is one, under whichever of its names: browsers tell old ones too, such as Asia/Calcutta. */
export function isTimeZone(id: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: id }).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
}

function named(timeZone: string, locale: Locale, timeZoneName: 'longGeneric' | 'shortOffset'): string {
	const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts();
	return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const offset = (id: string): string => named(id, 'en', 'shortOffset').replace('GMT', 'UTC');

import { format, getFormatFromId, isDateFormat } from 'numfmt';

/** How a style shows a number. */
export interface NumberFormat {
	pattern: string;
	isDate: boolean;
	/** A length of time, as [h]:mm: its hours go beyond 24. */
	isDuration: boolean;
}

/** Excel refuses longer ones. */
const longestPattern = 255;

const general: NumberFormat = { pattern: 'General', isDate: false, isDuration: false };

const known = new Map<string, NumberFormat>();

function formatOf(pattern: string): NumberFormat {
	const found = known.get(pattern);
	if (found) return found;
	const made = pattern.length > longestPattern ? general : examine(pattern);
	known.set(pattern, made);
	return made;
}

function examine(pattern: string): NumberFormat {
	try {
		return { pattern, isDate: isDateFormat(pattern), isDuration: /\[h+\]/i.test(pattern) };
	} catch {
		return general;
	}
}

/** Formats 27 to 36 and 50 to 58 are dates whose form depends on Excel's language. */
const isLocalDate = (id: number) => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** @param custom the workbook's own formats, by their id */
export function formatById(id: number, custom: ReadonlyMap<number, string>): NumberFormat {
	const own = custom.get(id);
	if (own !== undefined) return formatOf(own);
	if (isLocalDate(id)) return formatOf('yyyy/m/d');
	return id === 0 ? general : formatOf(getFormatFromId(id) ?? 'General');
}

/** Days by which workbooks of old Macs count later. */
const days1904 = 1_462;
const serialOfEpoch = 25_569;
const secondsPerDay = 86_400;

/** A date cell as wall-clock text: 2026-11-23 09:05:00, a time alone as 09:05:00, a length of time as 36:00:00. */
export function dateText(value: number, { isDuration }: NumberFormat, is1904: boolean): string {
	if (isDuration || value < 1) return clockText(value);
	const days = value + (is1904 ? days1904 : 0) - serialOfEpoch;
	const moment = new Date(Math.round(days * secondsPerDay) * 1000);
	return Number.isNaN(moment.getTime()) ? '' : moment.toISOString().slice(0, 19).replace('T', ' ');
}

function clockText(days: number): string {
	const seconds = Math.round(days * secondsPerDay);
	const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
	return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A number without the noise of binary fractions. Beyond 15 digits Excel has lost the end, and the form says so. */
export function numberText(value: number): string {
	if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase();
	return String(Number(value.toPrecision(15)));
}

/** Digits with what codes are written with: 00123, RO-00123, 135 0000 0101. Not 1,234 and not 1.5E+10. */
const code = /^[\p{L}\p{N} \-/()+_#]+$/u;

/**
 * A number as Excel shows it, where it may be a code: an order number or a phone number. Null where the format
 * shows something else than a code.
 */
export function codeText(value: number, { pattern, isDate }: NumberFormat): string | null {
	if (isDate) return null;
	if (pattern === 'General' || pattern === '@') return numberText(value);
	try {
		const shown = format(pattern, value).trim();
		return code.test(shown) ? shown : null;
	} catch {
		return null;
	}
}

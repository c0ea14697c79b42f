import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import type { FieldCode } from '../../model/refusal.ts';
import type { Sentences } from './sentences.ts';
import { HOUR, MINUTE } from '../../model/moments.ts';

export const fieldSentences: Sentences<FieldCode> = {
	fieldInvalid: m.refusal_fieldInvalid,
	required: m.refusal_required,
	textTooLong: m.refusal_textTooLong,
	numberRange: m.refusal_numberRange,
	numberRangeOrEmpty: m.refusal_numberRangeOrEmpty,
	minutesRange: m.refusal_minutesRange,
	measureRange: m.refusal_measureRange,
	dayInvalid: m.refusal_dayInvalid,
	spanInvalid: m.refusal_spanInvalid,
	slugInvalid: m.refusal_slugInvalid,
	timeZoneUnknown: m.refusal_timeZoneUnknown,
	rolesMissing: m.refusal_rolesMissing,
	stagesMissing: m.refusal_stagesMissing,
	searchTooShort: m.refusal_searchTooShort,
	fieldsWrong: m.refusal_fieldsWrong,
	usernameInvalid: m.refusal_usernameInvalid,
	usernameTaken: m.refusal_usernameTaken,
	passwordShort: m.refusal_passwordShort,
	passwordLong: m.refusal_passwordLong,
	passwordNames: m.refusal_passwordNames,
	passwordCommon: m.refusal_passwordCommon,
	passwordRepeats: m.refusal_passwordRepeats,
	pinDigits: m.refusal_pinDigits,
	pinTrivial: m.refusal_pinTrivial,
	pinDiffers: m.refusal_pinDiffers,
	signInWrong: m.refusal_signInWrong,
	passwordWrong: m.refusal_passwordWrong,
	pinWrong: m.refusal_pinWrong,
	setupCodeWrong: m.refusal_setupCodeWrong,
	screenCodeDigits: m.refusal_screenCodeDigits,
	screenCodeWrong: m.refusal_screenCodeWrong,
	tooManyTries: ({ wait }) => m.refusal_tooManyTries({ time: timeOf(wait) }),
	serverBusy: m.refusal_serverBusy,
	nothingKept: m.refusal_nothingKept,
	noFile: m.refusal_noFile,
	unknownImport: m.refusal_unknownImport
};

/** Whole minutes, and hours from an hour and a half on: never less than the wait. */
function timeOf(wait: number): string {
	const [unit, length] = wait <= 90 * MINUTE ? ['minute', MINUTE] : ['hour', HOUR];
	const format = new Intl.NumberFormat(getLocale(), { style: 'unit', unit, unitDisplay: 'long' });
	// With a space before the unit in every language.
	const parts = format.formatToParts(Math.ceil(wait / length)).filter(({ type }) => type !== 'literal');
	return parts.map(({ value }) => value).join(' ');
}

import { m } from '#lib/paraglide/messages.js';
import { longestPassword, shortestPassword } from '../passwords/password.ts';
import { fewestSigns } from '../privacy/subject.ts';
import { longestPin, shortestPin } from '../stations/pin.ts';

/** What may be wrong with a field, and the sentence for it. */
const sentences = {
	invalid: m.common_problem_invalid,
	required: m.common_problem_required,
	tooLong: m.common_problem_tooLong,
	wipLimit: m.settings_problem_limit,
	allowance: m.settings_problem_allowance,
	day: m.settings_problem_day,
	span: m.settings_problem_span,
	setupCode: m.people_setup_code_wrong,
	slug: m.common_problem_slug,
	slugTaken: m.common_problem_slugTaken,
	timeZone: m.common_problem_timeZone,
	months: m.privacy_problem_months,
	words: () => m.privacy_problem_words({ count: fewestSigns }),
	roles: m.common_problem_roles,
	username: m.common_problem_username,
	usernameTaken: m.common_problem_usernameTaken,
	passwordShort: () => m.common_problem_passwordShort({ length: shortestPassword }),
	passwordLong: () => m.common_problem_passwordLong({ length: longestPassword }),
	passwordNames: m.people_problem_passwordNames,
	passwordCommon: m.people_problem_passwordCommon,
	passwordRepeats: m.people_problem_passwordRepeats,
	busy: m.common_busy,
	idleMinutes: m.station_problem_idle,
	pinDigits: () => m.station_problem_pinDigits({ shortest: shortestPin, longest: longestPin }),
	pinTrivial: m.station_problem_pinTrivial,
	pinDiffers: m.station_problem_pinDiffers,
	stages: m.screen_stages_none,
	measure: m.screen_measure,
	screenCode: m.screen_code_digits,
	screenCodeWrong: m.screen_code_wrong
};

export type ProblemCode = keyof typeof sentences;

/** In the language of the request; a code that is none is `invalid`. */
export const problemSentence = (code: string): string =>
	sentences[Object.hasOwn(sentences, code) ? (code as ProblemCode) : 'invalid']();

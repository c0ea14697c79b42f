import type { FormRefusal, Refusal, RefusalCode } from '../model/refusal.ts';
import { commandRefusalWords, commandSentences } from './refusals/commands.ts';
import { fieldSentences } from './refusals/fields.ts';
import { fileSentences, rowSentences } from './refusals/imports.ts';
import { sayOf, type Sentences } from './refusals/sentences.ts';
import { settingsSentences } from './refusals/settings.ts';

const others: Sentences<FormRefusal['code']> = {
	...settingsSentences,
	...fieldSentences,
	...fileSentences,
	...rowSentences
};

/** Every code that has a sentence. */
export const saidCodes = ['stale', ...Object.keys(commandSentences), ...Object.keys(others)] as RefusalCode[];

const isOther = (refusal: Refusal): refusal is FormRefusal => Object.hasOwn(others, refusal.code);

/**
 * Why something was refused and what to do, in the reader's language. [REF1] A page that gives commands takes
 * `commandRefusalWords` alone.
 *
 * @param timeZone the workshop's: a command's sentence may tell a time
 */
export function refusalWords(refusal: FormRefusal): string;
export function refusalWords(refusal: Refusal, timeZone: string): string;
export function refusalWords(refusal: Refusal, timeZone = 'UTC'): string {
	return isOther(refusal) ? sayOf(others, refusal) : commandRefusalWords(refusal, timeZone);
}

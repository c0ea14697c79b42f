import * as v from 'valibot';
import { says } from './refusal.ts';

/** PostgreSQL keeps neither NUL nor half of a surrogate pair. [TEXT1] */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** Any text from outside that reaches SQL is read by this schema, at most `length` UTF-16 units long. */
export const text = (length: number) =>
	v.pipe(v.string(), v.check(isStorable), v.trim(), v.maxLength(length, says('textTooLong')));

export const requiredText = (length: number) => v.pipe(text(length), v.minLength(1, says('required')));

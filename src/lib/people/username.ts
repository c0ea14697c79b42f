import * as v from 'valibot';
import { plainSigns } from '../model/fold.ts';
import { says } from '../model/refusal.ts';
import { passwordSchema } from '../passwords/password.ts';

/** Letters of any script, so that people may sign in as 王芳 or as wang.fang. */
export const usernamePattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{1,29}$/u;

/** How a user name is kept and compared: full-width and capital letters and invisible signs make no other name. */
export const normalUsername = (typed: string): string => plainSigns(typed).toLowerCase();

/** What somebody signs in with, when an account is made. Ask `passwordProblem` too, on the server. */
export const credentialsSchema = v.object({
	username: v.pipe(
		v.string(),
		v.transform(normalUsername),
		v.regex(usernamePattern, says('usernameInvalid'))
	),
	password: passwordSchema
});

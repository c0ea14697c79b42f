import * as v from 'valibot';
import { says } from '../model/refusal.ts';

/** Code points. What protects a password by itself is its length (NIST SP 800-63B rev. 4). [PPL3] */
export const shortestPassword = 15;
export const longestPassword = 128;

/** As it is hashed and measured: the same keys on another keyboard make no other password. */
export const normalPassword = (typed: string): string => typed.normalize('NFKC');

const length = (typed: string): number => [...normalPassword(typed)].length;

/**
 * A password that somebody chooses, by its length alone; any characters, none of them required. Whether it is
 * easily guessed `passwordProblem` tells, on the server. [PPL3]
 */
export const passwordSchema = v.pipe(
	v.string(),
	v.check((typed) => length(typed) >= shortestPassword, says('passwordShort', { length: shortestPassword })),
	v.check((typed) => length(typed) <= longestPassword, says('passwordLong', { length: longestPassword }))
);

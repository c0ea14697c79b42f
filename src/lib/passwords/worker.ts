import { scryptSync } from 'node:crypto';
import { setPriority } from 'node:os';
import { passwordProblem } from './password.server.ts';

// On Linux this sets the priority of the calling thread alone; elsewhere it would be the whole process.
const LOWER = 2;
if (process.platform === 'linux') setPriority(LOWER);

/** The cost of a hash, as better-auth sets it. One takes 32 MB. */
const COST = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_LENGTH = 64;

export const deriveKey = ({ password, salt }: { password: string; salt: string }): string =>
	scryptSync(password.normalize('NFKC'), salt, KEY_LENGTH, COST).toString('hex');

export const judge = ({ typed, names }: { typed: string; names: readonly string[] }) =>
	passwordProblem(typed, names);

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Piscina } from 'piscina';
import type { PasswordProblem } from './password.server.ts';
import { projectFile } from '../runtime/project-file.ts';
import { withRoom } from './room.server.ts';
import { MINUTE } from '../model/moments.ts';

/*
 * Hashing and judging passwords takes the processor for tenths of a second. It has two threads of its own, of lower
 * priority: Node's thread pool stays free for files and gzip, and the main thread for screens. Whatever is asked for
 * outside `withRoom` takes room by itself.
 */

const THREADS = 2;
/** Milliseconds after which a thread without work ends; one that judged passwords holds 40 MB of words. */
const IDLE_FOR = MINUTE;

const key = Symbol.for('kanche.password-work');
const shared = globalThis as { [key]?: Piscina };

const pool = (): Piscina =>
	(shared[key] ??= new Piscina({
		filename: projectFile('src/lib/passwords/worker.ts'),
		minThreads: 0,
		maxThreads: THREADS,
		idleTimeout: IDLE_FOR
	}));

const run = <T>(name: 'deriveKey' | 'judge', task: unknown): Promise<T> =>
	withRoom({ kind: 'other', id: '' }, () => pool().run(task, { name }) as Promise<T>);

/** scrypt in better-auth's form: salt:key. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(16).toString('hex');
	return `${salt}:${await run<string>('deriveKey', { password, salt })}`;
}

export async function verifyPassword({
	hash,
	password
}: {
	hash: string;
	password: string;
}): Promise<boolean> {
	const [salt, derived] = hash.split(':');
	if (!salt || !derived) throw new Error('Not a password hash');
	const given = Buffer.from(await run<string>('deriveKey', { password, salt }));
	const kept = Buffer.from(derived);
	return given.length === kept.length && timingSafeEqual(given, kept);
}

/** `passwordProblem`, computed beside the main thread. */
export const judgePassword = (typed: string, names: readonly string[]): Promise<PasswordProblem | null> =>
	run('judge', { typed, names });

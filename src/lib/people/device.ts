import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { OwnCookie } from '../runtime/cookies.ts';
import { keyedHash } from '../runtime/token.ts';
import { normalUsername } from './username.ts';
import { DAY } from '../model/moments.ts';

/*
 * A browser in which somebody signed in keeps a cookie that says so for their account (OWASP's "device
 * cookie"). It opens nothing; but wrong passwords of others, however many, do not keep it waiting.
 *
 * Its value is a random id, then for each account a keyed hash of both: no name can be read from it, and none
 * be added by who has not the key. `H1J4...x.Zc0...Q.aR7...w`
 */
export const deviceCookie = 'kanche.device';

/** Seconds; browsers keep no cookie for longer. */
const LASTS = (400 * DAY) / 1000;
/** People who share one browser; of more the first ones are forgotten. */
const ACCOUNTS = 8;

const deviceId = /^[\w-]{22}$/;

const signature = (secret: string, device: string, username: string): string =>
	keyedHash(secret, 'device', device, normalUsername(username));

const isSame = (a: string, b: string): boolean =>
	a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The id of the device, if this account signed in there before. [SIGN3] */
export function knownDevice(secret: string, cookie: string | undefined, username: string): string | null {
	const [device = '', ...signatures] = (cookie ?? '').split('.');
	if (!deviceId.test(device)) return null;
	const wanted = signature(secret, device, username);
	return signatures.slice(0, ACCOUNTS).some((given) => isSame(given, wanted)) ? device : null;
}

/** The cookie from now on: this account has just signed in there. */
export function rememberDevice(secret: string, cookie: string | undefined, username: string): OwnCookie {
	const [known = '', ...signatures] = (cookie ?? '').split('.');
	const device = deviceId.test(known) ? known : randomBytes(16).toString('base64url');
	const own = signature(secret, device, username);
	const others =
		device === known ? signatures.filter((given) => /^[\w-]{43}$/.test(given) && given !== own) : [];
	return {
		name: deviceCookie,
		value: [device, own, ...others.slice(0, ACCOUNTS - 1)].join('.'),
		maxAge: LASTS
	};
}

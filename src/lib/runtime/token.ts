import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes, base64url: nobody guesses one. Shown once; kept is its hash. [LINK1] */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256, hexadecimal. Enough for what is random; what people choose is hashed slowly elsewhere. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * A hash that only this site's servers can make: for what a list of names or addresses would give away, and
 * to sign what is handed out. base64url.
 *
 * @param parts first what it is for, so that a hash made for one thing is none for another
 */
export const keyedHash = (secret: string, ...parts: string[]): string =>
	createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');

/** Compares what somebody says with a secret, in a time that tells neither how much of it is right nor how long it is. */
export const isSame = (said: string, secret: string): boolean =>
	timingSafeEqual(Buffer.from(tokenHash(said)), Buffer.from(tokenHash(secret)));

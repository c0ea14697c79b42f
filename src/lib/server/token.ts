import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes, base64url: nobody guesses one. Shown once; kept is its hash. [LINK1] */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256, hexadecimal. Enough for what is random; what people choose is hashed slowly elsewhere. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

import { betterAuth } from 'better-auth/minimal';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { parseCookies, parseSetCookieHeader, toCookieOptions } from 'better-auth/cookies';
import { constantTimeEqual, makeSignature } from 'better-auth/crypto';
import { username } from 'better-auth/plugins/username';
import { APIError } from 'better-auth/api';
import { uuidv7 } from 'uuidv7';
import { hashPassword, verifyPassword } from '../passwords/pool.server.ts';
import { isSecret } from '../runtime/auth-secret.ts';
import type { OwnCookie } from '../runtime/cookies.ts';
import type { Database } from '../database/database.ts';
import type { Credentials } from './account.server.ts';
import { accounts, sessions, users, verifications } from '../database/auth-schema.ts';
import { sessionIdles, sessionLasts, sessionsBy } from './sessions.server.ts';
import { normalUsername, usernamePattern } from './username.ts';

/**
 * The accounts behind the cookies of several requests, in their order, and how many milliseconds each one's session lasts if
 * no page is opened; null where nobody is signed in.
 */
export type AccountsOf = (
	requests: readonly Headers[]
) => Promise<({ userId: string; lasts: number } | null)[]>;

/** Who is signed in, and by which session. */
export interface Account {
	userId: string;
	sessionId: string;
}

/**
 * Who signs in, and who is signed in. What they may do is not asked here. Cookies come and go by their bare
 * names: see cookies.ts.
 */
export interface Auth {
	/** For sockets: one statement however many come. Reads only: a socket cannot set a renewed cookie. */
	accountsOf: AccountsOf;
	/** For a page, whose session goes on for another 30 days: `cookies` say so to the browser. */
	visit(headers: Headers): Promise<{ account: Account | null; cookies: OwnCookie[] }>;
	/** Null when the name or the password is wrong; nobody is told which. */
	signIn(credentials: Credentials, headers: Headers): Promise<OwnCookie[] | null>;
	signOut(headers: Headers): Promise<OwnCookie[]>;
}

/**
 * better-auth, asked by our own code only: its HTTP routes are not mounted anywhere, so nobody can sign up
 * or change an account through them.
 *
 * @param secret signs the session cookies
 */
export function openAuth(db: Database, secret: string): Auth {
	// better-auth would sign with a default that everybody knows. [REL5]
	if (!isSecret(secret)) throw new Error('The session cookies need the secret of the site.');
	const auth = betterAuth({
		secret,
		// It only builds addresses for mails and redirects from this, and we use neither: the server is
		// opened at several addresses at once.
		baseURL: 'http://localhost',
		database: drizzleAdapter(db, {
			provider: 'pg',
			schema: { user: users, session: sessions, account: accounts, verification: verifications }
		}),
		// What is typed is measured where a password is chosen; it is hashed after NFKC, as it is checked.
		emailAndPassword: {
			...{ enabled: true, disableSignUp: true, maxPasswordLength: Infinity },
			password: { hash: hashPassword, verify: verifyPassword }
		},
		// Seconds. Written every hour, so that whoever looks sees which session was used.
		session: { expiresIn: sessionIdles / 1000, updateAge: 3600 },
		plugins: [
			username({
				minUsernameLength: 1,
				maxUsernameLength: 100,
				usernameNormalization: normalUsername,
				usernameValidator: (name) => usernamePattern.test(normalUsername(name))
			})
		],
		advanced: {
			cookiePrefix: 'kanche',
			// Secure or not is decided per request: the same server is asked by http and by https.
			useSecureCookies: false,
			database: { generateId: () => uuidv7() },
			// Whole: it is shown to whoever signed in there.
			ipAddress: { ipAddressHeaders: ['x-kanche-address'], ipv6Subnet: 128 }
		},
		telemetry: { enabled: false },
		// A wrong password is no news of the server's.
		logger: { level: 'error' }
	});

	/** The token in a session's cookie, if this site signed it: as better-auth does, which looks up one session at a time. */
	async function tokenIn(headers: Headers): Promise<string | null> {
		const { authCookies } = await auth.$context;
		const cookie = parseCookies(headers.get('cookie') ?? '').get(authCookies.sessionToken.name) ?? '';
		const end = cookie.lastIndexOf('.');
		const [token, signature] = [cookie.slice(0, Math.max(end, 0)), cookie.slice(end + 1)];
		if (token === '') return null;
		return constantTimeEqual(signature, await makeSignature(token, secret)) ? token : null;
	}

	async function signOut(headers: Headers): Promise<OwnCookie[]> {
		const answer = await auth.api.signOut({ headers, returnHeaders: true });
		return cookiesIn(answer.headers);
	}

	return {
		async accountsOf(requests) {
			const tokens = await Promise.all(requests.map(tokenIn));
			const found = await sessionsBy(
				db,
				tokens.filter((token) => token !== null),
				Date.now()
			);
			return tokens.map((token) => (token === null ? null : (found.get(token) ?? null)));
		},
		async visit(headers) {
			const answer = await auth.api.getSession({ headers, returnHeaders: true }).catch(nullIfRefused);
			if (!answer) return { account: null, cookies: [] };
			const found = answer.response;
			if (found && !isYoung(found)) return { account: null, cookies: await signOut(headers) };
			return {
				account: found && { userId: found.user.id, sessionId: found.session.id },
				cookies: cookiesIn(answer.headers)
			};
		},
		async signIn(body, headers) {
			const answer = await auth.api
				.signInUsername({ body, headers, returnHeaders: true })
				.catch(nullIfRefused);
			return answer && cookiesIn(answer.headers);
		},
		signOut
	};
}

/** Used or not, a session ends one day. [SIGN6] */
const isYoung = ({ session }: { session: { createdAt: Date } }): boolean =>
	Date.now() - session.createdAt.getTime() < sessionLasts;

function nullIfRefused(error: unknown): null {
	if (error instanceof APIError && error.statusCode < 500) return null;
	throw error;
}

function cookiesIn(headers: Headers): OwnCookie[] {
	return headers.getSetCookie().flatMap((header) =>
		[...parseSetCookieHeader(header)].map(([name, attributes]) => ({
			name,
			value: attributes.value,
			maxAge: toCookieOptions(attributes).maxAge
		}))
	);
}

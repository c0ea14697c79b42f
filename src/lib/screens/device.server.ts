import type { RequestEvent } from '@sveltejs/kit';
import { ownCookie, setOwnCookies } from '../runtime/cookies.ts';
import { newToken } from '../runtime/token.ts';
import { DAY } from '../model/moments.ts';

/** Holds the token of a device that is a screen, or waits to be one. */
const screenCookie = 'kanche.screen';
/** Browsers keep a cookie for 400 days at most; it is set anew whenever the screen is opened, seconds. */
const LASTS = (400 * DAY) / 1000;

/** The token of the device that asks, if it ever asked for a code. */
export const deviceToken = (event: RequestEvent): string | undefined => ownCookie(event, screenCookie);

/** Gives a device a token of its own. */
export function newDevice(event: RequestEvent): string {
	const token = newToken();
	remember(event, token);
	return token;
}

/** The device that was paired goes on being this screen: also when it is switched on next year. [SCR1] */
export function keepDevice(event: RequestEvent, token: string): void {
	if (deviceToken(event) === token) remember(event, token);
}

const remember = (event: RequestEvent, token: string): void =>
	setOwnCookies(event, [{ name: screenCookie, value: token, maxAge: LASTS }]);

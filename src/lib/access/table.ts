import type { Role } from '../model/person.ts';
import { desk, everyone, floor, settling } from '../model/roles.ts';
import type { SenderKind } from '../model/sender.ts';
import { allCommandTypes, type AnyCommandType, commandModule } from '../streams/streams.ts';

/*
 * Who may do what to whose: the one table that the server enforces and that tests/access generates
 * its tests from. What has no row is denied; a route, form action or event without one fails the build.
 */

/** Who may send a type of command: which kinds of sender, and people by which roles. [ACC1] [ACC15] */
export interface CommandAccess {
	senders: readonly SenderKind[];
	roles: readonly Role[];
}

/** Of every command, from its own module. */
export const commandAccess = Object.fromEntries(
	allCommandTypes.map((type) => {
		const { senders, roles } = commandModule(type);
		return [type, { senders, roles }];
	})
) as Record<AnyCommandType, CommandAccess>;

/**
 * Of a person's roles, those that count at a shared tablet: a short PIN on the floor does not open the
 * settings. [STA3]
 */
export const stationRoles: readonly Role[] = everyone.filter((role) => !settling.includes(role));

/** Who may ask, and for whose things. */
export type RouteAccess =
	/** No account needed, nobody's things. */
	| 'anyone'
	/** Whoever is signed in, for what is their account's own. */
	| 'signedIn'
	/** The address itself is the key, to the one screen or job it was made for. */
	| 'link'
	/** A one-time address, to the one account or station it was made for. */
	| 'pass'
	/** A paired tablet, for its own lock screen. */
	| 'station'
	/** Whoever runs the server, by the token of the settings; without one there it exists for nobody. */
	| 'metricsToken'
	/** These roles, for what is their own workshop's: the one named in the address. */
	| readonly Role[]
	/** The same on a device of their own alone: no shared tablet opens it. */
	| { ownDevice: readonly Role[] };

/**
 * Everything that can be asked over HTTP: `METHOD route id`, a form action as `POST route?/action`. [ACC2]
 */
export const routeAccess: Record<string, RouteAccess> = {
	'GET /': 'anyone',
	'GET /healthz': 'anyone',
	'GET /readyz': 'anyone',
	'GET /metrics': 'metricsToken',
	'GET /setup': 'anyone',
	/** And then the setup code. [PPL7] */
	'POST /setup': 'anyone',
	'GET /sign-in': 'anyone',
	'POST /sign-in': 'anyone',
	'POST /sign-out': 'signedIn',
	'GET /join/[token]': 'pass',
	'POST /join/[token]?/anew': 'pass',
	'POST /join/[token]?/as': 'pass',
	'POST /join/[token]?/reset': 'pass',
	'POST /join/[token]?/pair': 'pass',
	'GET /account': 'signedIn',
	'POST /account?/password': 'signedIn',
	'POST /account?/pin': 'signedIn',
	'POST /account?/end': 'signedIn',
	'POST /account?/others': 'signedIn',
	'GET /station': 'anyone',
	'POST /station?/enter': 'station',
	'POST /station?/leave': 'station',
	'GET /station/pin': 'station',
	'POST /station/pin': 'station',
	'GET /tv': 'anyone',
	'GET /tv/pair': 'signedIn',
	'GET /tv/paired': 'anyone',
	'GET /display/[token]': 'link',
	'GET /display/[token]/wall': 'link',
	'GET /display/[token]/lounge': 'link',
	'GET /p/[token]': 'link',
	'GET /w/[workshop]/board': everyone,
	'GET /w/[workshop]/board/[job]': everyone,
	'GET /w/[workshop]/board/[job]/links': desk,
	'POST /w/[workshop]/board/[job]/links': desk,
	'GET /w/[workshop]/board/register': desk,
	'GET /w/[workshop]/board/closed': desk,
	'POST /w/[workshop]/board/closed': desk,
	/** They name customers and quote them. [FEED11] */
	'GET /w/[workshop]/cases': { ownDevice: desk },
	'GET /w/[workshop]/cases/jobs': { ownDevice: desk },
	'GET /w/[workshop]/cases/closed': { ownDevice: desk },
	'GET /w/[workshop]/cases/[case]': { ownDevice: desk },
	'GET /w/[workshop]/import': desk,
	'POST /w/[workshop]/import': desk,
	'GET /w/[workshop]/import/example': desk,
	'GET /w/[workshop]/import/runs': desk,
	'POST /w/[workshop]/import/runs?/close': desk,
	'POST /w/[workshop]/import/runs?/takeBack': desk,
	'GET /w/[workshop]/screens': floor,
	'POST /w/[workshop]/screens?/reload': floor,
	'GET /w/[workshop]/screens/pair': floor,
	'POST /w/[workshop]/screens/pair': floor,
	'GET /w/[workshop]/screens/[screen]': floor,
	'POST /w/[workshop]/screens/[screen]?/change': floor,
	'POST /w/[workshop]/screens/[screen]?/revoke': floor,
	'GET /w/[workshop]/settings': settling,
	'POST /w/[workshop]/settings': settling,
	'GET /w/[workshop]/settings/special-days': settling,
	'POST /w/[workshop]/settings/special-days?/holidays': settling,
	'POST /w/[workshop]/settings/special-days?/put': settling,
	'POST /w/[workshop]/settings/special-days?/remove': settling,
	'GET /w/[workshop]/settings/stages': settling,
	'POST /w/[workshop]/settings/stages?/add': settling,
	'POST /w/[workshop]/settings/stages?/change': settling,
	'POST /w/[workshop]/settings/stages?/move': settling,
	'POST /w/[workshop]/settings/stages?/hide': settling,
	'GET /w/[workshop]/settings/bays': settling,
	'POST /w/[workshop]/settings/bays?/add': settling,
	'POST /w/[workshop]/settings/bays?/change': settling,
	'POST /w/[workshop]/settings/bays?/move': settling,
	'POST /w/[workshop]/settings/bays?/hide': settling,
	'GET /w/[workshop]/settings/stations': settling,
	'POST /w/[workshop]/settings/stations?/add': settling,
	'POST /w/[workshop]/settings/stations?/change': settling,
	'POST /w/[workshop]/settings/stations?/pair': settling,
	'POST /w/[workshop]/settings/stations?/revoke': settling,
	'GET /w/[workshop]/settings/privacy': settling,
	'POST /w/[workshop]/settings/privacy?/retention': settling,
	'POST /w/[workshop]/settings/privacy?/search': settling,
	'POST /w/[workshop]/settings/privacy?/confirm': settling,
	'POST /w/[workshop]/settings/privacy?/erase': settling,
	'POST /w/[workshop]/settings/privacy/export': settling,
	'GET /w/[workshop]/settings/people': settling,
	'POST /w/[workshop]/settings/people?/add': settling,
	'POST /w/[workshop]/settings/people?/change': settling,
	'POST /w/[workshop]/settings/people?/activate': settling,
	'POST /w/[workshop]/settings/people?/delete': settling,
	'POST /w/[workshop]/settings/people?/invite': settling,
	'POST /w/[workshop]/settings/people?/signOut': settling,
	'POST /w/[workshop]/settings/people?/pin': settling,
	'POST /w/[workshop]/settings/people?/revoke': settling,
	'GET /w/[workshop]/settings/audit': settling,
	/** Of the server as a whole too: not only what is the workshop's. */
	'GET /w/[workshop]/settings/health': ['owner']
};

const KILOBYTE = 1024;

/** The most bytes that may be posted to a route without a row below: the longest form has about 5 KB. [ACC8] */
export const usualBody = 8 * KILOBYTE;

/** A dealer's export of a day is well below. */
export const longBodies: Record<string, number> = {
	'POST /w/[workshop]/import': 10 * KILOBYTE * KILOBYTE
};

/**
 * A request's key in the table.
 *
 * @param query of its address: names the form action as `?/action`
 */
export function accessKey(routeId: string, method: string, query: URLSearchParams): string {
	if (method === 'GET' || method === 'HEAD') return `GET ${routeId}`;
	const action = [...query.keys()].find((key) => key.startsWith('/'));
	return `${method} ${routeId}${action === undefined ? '' : `?${action}`}`;
}

/** The roles that a row lets through; none where it goes by something else. */
export const rolesIn = (row: RouteAccess): readonly Role[] =>
	typeof row === 'string' ? [] : 'ownDevice' in row ? row.ownDevice : row;

/** Whether a shared tablet may open a page of a workshop, by its route id. */
export const opensAtStation = (routeId: string): boolean => {
	const row = routeAccess[`GET ${routeId}`];
	return typeof row !== 'object' || !('ownDevice' in row);
};

/** The roles that may read a page of a workshop, by its route id. */
export function readersOf(routeId: string): readonly Role[] {
	const row = routeAccess[`GET ${routeId}`];
	return row === undefined ? [] : rolesIn(row);
}

/** Who speaks through a socket: a member by their roles, a customer's page, a wall or lounge. */
export type Speaker = Role | 'link' | 'screen';

/** What a page may send. [ACC3] */
export const eventAccess: Record<'join' | 'command' | 'active' | 'painted', readonly Speaker[]> = {
	join: [...everyone, 'link', 'screen'],
	/** And then the command's own row; of a customer's link too. [ACC15] */
	command: [...everyone, 'link'],
	active: everyone,
	painted: ['screen']
};

/** Who reads customers' full names and phone numbers: who speaks with them. [FEED10] */
export const customerAccess: readonly Role[] = desk;

/** Who may look up jobs that have left the board. */
export const closedJobsAccess: readonly Role[] = desk;

/** Who may make and revoke a customer's link. */
export const progressLinkAccess: readonly Role[] = desk;

/** @param sender of a person and at a station the roles count */
export function mayCommand(
	sender: { kind: SenderKind; roles: readonly Role[] },
	type: AnyCommandType
): boolean {
	const { senders, roles } = commandAccess[type];
	if (!senders.includes(sender.kind)) return false;
	return sender.kind === 'person' || sender.kind === 'station' ? overlaps(sender.roles, roles) : true;
}

export const overlaps = (roles: readonly Speaker[], allowed: readonly string[]): boolean =>
	roles.some((role) => allowed.includes(role));

import type { CommandType } from '../job/command.ts';
import type { Role } from '../people/person.ts';

const desk: Role[] = ['owner', 'manager', 'foreman', 'advisor'];
const floor: Role[] = ['owner', 'manager', 'foreman'];
const working: Role[] = [...desk, 'technician', 'inspector', 'parts'];
const everyone: Role[] = [...working, 'viewer'];

/** Role x command: who may do what to a job. Nobody may do what has no row. [ACC1] */
export const commandAccess: Record<CommandType, readonly Role[]> = {
	book: desk,
	checkIn: desk,
	dispatch: floor,
	move: [...desk, 'technician', 'inspector'],
	stop: working,
	resume: working,
	revisePromise: desk,
	park: working,
	note: working,
	amend: desk,
	/** Only the import sends it, under its own name. */
	readSource: [],
	deliver: desk,
	cancel: desk,
	undo: [...desk, 'technician', 'inspector']
};

/** Who may ask for something. `anyone`: no account needed; `link`: the address itself is the key. */
export type RouteAccess = 'anyone' | 'signedIn' | 'link' | readonly Role[];

const settling: Role[] = ['owner', 'manager'];

/** Every route there is, by SvelteKit's route id: who may read it. One without a row is denied. [ACC2] */
export const routeAccess: Record<string, RouteAccess> = {
	'/': 'anyone',
	'/healthz': 'anyone',
	'/readyz': 'anyone',
	'/setup': 'anyone',
	'/sign-in': 'anyone',
	'/sign-out': 'signedIn',
	'/display/[token]': 'link',
	'/p/[token]': 'link',
	'/w/[workshop]/board': everyone,
	'/w/[workshop]/board/[job]': everyone,
	'/w/[workshop]/board/[job]/links': desk,
	'/w/[workshop]/board/register': desk,
	'/w/[workshop]/import': desk,
	'/w/[workshop]/import/example': desk,
	'/w/[workshop]/screens': floor,
	'/w/[workshop]/settings': settling,
	'/w/[workshop]/settings/stages': settling,
	'/w/[workshop]/settings/bays': settling,
	'/w/[workshop]/settings/people': settling
};

/**
 * Everything that is posted: a form action as `route?/action`, a default action or an endpoint's POST as
 * the route itself. One without a row is denied, and every other method always. [ACC2]
 */
export const postAccess: Record<string, RouteAccess> = {
	'/setup': 'anyone',
	'/sign-in': 'anyone',
	'/sign-out': 'signedIn',
	'/w/[workshop]/board/[job]/links': desk,
	'/w/[workshop]/screens?/make': floor,
	'/w/[workshop]/screens?/revoke': floor,
	'/w/[workshop]/import': desk,
	'/w/[workshop]/settings': settling,
	'/w/[workshop]/settings/stages?/add': settling,
	'/w/[workshop]/settings/stages?/change': settling,
	'/w/[workshop]/settings/stages?/move': settling,
	'/w/[workshop]/settings/stages?/hide': settling,
	'/w/[workshop]/settings/bays?/add': settling,
	'/w/[workshop]/settings/bays?/change': settling,
	'/w/[workshop]/settings/bays?/move': settling,
	'/w/[workshop]/settings/bays?/hide': settling,
	'/w/[workshop]/settings/people?/add': settling,
	'/w/[workshop]/settings/people?/change': settling,
	'/w/[workshop]/settings/people?/activate': settling
};

/**
 * The row for a request.
 *
 * @param query of its address: names the form action as `?/action`
 */
export function accessTo(routeId: string, method: string, query: URLSearchParams): RouteAccess | undefined {
	if (method === 'GET' || method === 'HEAD') return routeAccess[routeId];
	if (method !== 'POST') return undefined;
	const action = [...query.keys()].find((key) => key.startsWith('/'));
	return postAccess[action === undefined ? routeId : `${routeId}?${action}`];
}

/** Role x socket event. `link`: whoever holds a display's or a job's link. [ACC3] */
export const eventAccess: Record<'join' | 'command', readonly (Role | 'link')[]> = {
	join: [...everyone, 'link'],
	/** And then the command's own row. */
	command: everyone
};

/** Who may make and revoke a customer's link; screens' links follow their route. */
export const progressLinkAccess: readonly Role[] = desk;

/** @param roles null for a machine of the house, which may send any command */
export const mayCommand = (roles: readonly Role[] | null, type: CommandType): boolean =>
	roles === null || overlaps(roles, commandAccess[type]);

export const overlaps = (roles: readonly (Role | 'link')[], allowed: readonly string[]): boolean =>
	roles.some((role) => allowed.includes(role));

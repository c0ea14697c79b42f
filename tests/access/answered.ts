import { expect } from 'vitest';
import type { RouteAccess } from '../../src/lib/access/table.ts';
import { addressOf, type Answer, ask } from './ask.ts';
import { type Asker, type Verdict, verdict } from './askers.ts';
import { digest } from './digest.ts';
import type { World } from './world.ts';

/** What an answer amounts to. An allowed form that is empty is refused as such: 400. */
function meaning({ status, to }: Answer): Verdict | string {
	if (status === 303 && to?.startsWith('/sign-in?next=')) return 'to sign in';
	if (status === 303 && to === '/station') return 'to the tablet’s lock';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'not there';
	return [200, 303, 400, 409, 422, 429].includes(status) ? 'allowed' : `answered with ${status}`;
}

/** Asks for a row of the access table as everybody: what it denies changes nothing, what it allows is not denied. */
export async function askEverybody(world: World, askers: readonly Asker[], key: string, row: RouteAccess) {
	const { method, path } = addressOf(key, world.one);
	const answers: Record<string, string> = {};
	const wanted: Record<string, Verdict> = {};
	const before = await digest(world.database.sql);
	const [allowed, denied] = [
		askers.filter((asker) => verdict(row, asker) === 'allowed'),
		askers.filter((asker) => verdict(row, asker) !== 'allowed')
	];
	for (const { name, cookie } of denied) {
		answers[name] = meaning(await ask(world, method, path, { cookie }));
	}
	if (method === 'POST') expect(await digest(world.database.sql)).toBe(before);
	for (const { name, cookie } of allowed) {
		// What the one before revoked is there for the next.
		if (method === 'POST') await world.database.sql`update screens set revoked_at = null`;
		const answer = meaning(await ask(world, method, path, { cookie }));
		// The lock screen of a tablet is where its forms lead, and that of the start depends on who asks.
		answers[name] = row === 'station' || key === 'GET /' ? answer.replace(/^to .*/, 'allowed') : answer;
	}
	for (const asker of askers) wanted[asker.name] = verdict(row, asker);
	expect(answers).toEqual(wanted);
	await world.database.sql`update screens set revoked_at = null`;
}

/** Fields by which any of the forms could be good, beside what it is about. */
export const anything = {
	...{ name: 'Taken over', roles: 'owner', active: 'no', hidden: 'yes', direction: 'up', kind: 'lounge' },
	...{ wipLimit: '1', allowance: '1', idleMinutes: '5', months: '1', retentionMonths: '1', confirm: 'yes' },
	...{ layout: 'promise', mounting: 'landscape', sound: 'none' },
	...{ inches: '55', metres: '5', language: 'en', timeZone: 'UTC', phone: '1', pickupDesk: '1', q: 'a' }
};

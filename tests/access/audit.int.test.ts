import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccessChangeType } from '../../src/lib/model/access-change.ts';
import { routeAccess } from '../../src/lib/access/table.ts';
import { makeLink } from '../../src/lib/progress-links/links.server.ts';
import { openCode } from '../../src/lib/screens/pairing.server.ts';
import { newToken } from '../../src/lib/runtime/token.ts';
import { addressOf, ask } from './ask.ts';
import { openWorld, type House, type World } from './world.ts';

/* [AUD1] Whatever a member of staff posts that changes something is written down: who, and from which screen. */

let world: World;
let cookie: string;
let ownerId: string;

beforeAll(async () => {
	world = await openWorld();
	cookie = await world.session(world.one.username('owner'));
	const [row] = await world.database.sql<{ id: string }[]>`
		select id from people where workshop_id = ${world.one.id} and roles = '{owner}' order by id limit 1`;
	ownerId = row!.id;
	// Nobody is at the tablets: that they are signed out would be written down too.
	await world.database.sql`update stations set person_id = null, turn_hash = null`;
}, 120_000);
afterAll(() => world?.remove());

interface Post {
	form?: Record<string, string>;
	json?: object;
	screen: string;
	/** Null: it changes nothing that is written down. */
	changes: AccessChangeType | null;
}

const week = Object.fromEntries(
	Array.from({ length: 7 }, (_, day) => [
		[`open-${day}`, 'on'],
		[`from-${day}-0`, '08:00'],
		[`to-${day}-0`, '18:00']
	]).flat()
) as Record<string, string>;

const lounge = {
	...{ name: 'Lounge', kind: 'lounge', layout: 'promise', inches: '55', metres: '5' },
	...{ mounting: 'landscape', language: '', sound: 'none' }
};

/** A good form for each, on what the house has. */
const posts: Record<string, (house: House) => Post | Promise<Post>> = {
	'POST /w/[workshop]/board/[job]/links': () => ({
		...{ json: { do: 'make' }, screen: 'board', changes: 'progressLinkMade' }
	}),
	// Reads only; what is looked for stands in no address.
	'POST /w/[workshop]/board/closed': () => ({ json: { words: 'one' }, screen: 'board', changes: null }),
	'POST /w/[workshop]/screens/pair': async () => ({
		form: { ...lounge, code: (await openCode(world.database.db, newToken(), Date.now())).code },
		...{ screen: 'screens', changes: 'screenAdded' }
	}),
	'POST /w/[workshop]/screens/[screen]?/change': () => ({
		...{ form: lounge, screen: 'screens', changes: 'screenChanged' }
	}),
	// Nobody sees or may do anything else by it: when it was asked for stands with the screen.
	'POST /w/[workshop]/screens?/reload': ({ ids }) => ({
		...{ form: { id: ids.screen }, screen: 'screens', changes: null }
	}),
	'POST /w/[workshop]/screens/[screen]?/revoke': () => ({
		...{ form: {}, screen: 'screens', changes: 'screenRevoked' }
	}),
	'POST /w/[workshop]/settings': () => ({
		form: { name: 'One', phone: '1', pickupDesk: '2', language: 'en', timeZone: 'UTC', ...week },
		...{ screen: 'settings', changes: 'settingsChanged' }
	}),
	'POST /w/[workshop]/settings/special-days?/holidays': () => setting({ holidays: 'CN' }),
	'POST /w/[workshop]/settings/special-days?/put': () =>
		setting({ date: '2099-01-01', name: 'Day', hours: 'closed' }),
	'POST /w/[workshop]/settings/special-days?/remove': () => setting({ date: '2099-01-01' }),
	'POST /w/[workshop]/settings/stages?/add': () => setting({ name: 'Polish', kind: 'wash' }),
	'POST /w/[workshop]/settings/stages?/change': ({ ids }) =>
		setting({ id: ids.stage, name: 'Renamed', wipLimit: '5', allowance: '10' }),
	'POST /w/[workshop]/settings/stages?/move': ({ ids }) => setting({ id: ids.stage, direction: 'down' }),
	'POST /w/[workshop]/settings/stages?/hide': ({ ids }) => setting({ id: ids.stage, hidden: 'yes' }),
	'POST /w/[workshop]/settings/bays?/add': () => setting({ name: 'Bay 9' }),
	'POST /w/[workshop]/settings/bays?/change': ({ ids }) => setting({ id: ids.bay, name: 'Lift' }),
	'POST /w/[workshop]/settings/bays?/move': ({ ids }) => setting({ id: ids.bay, direction: 'down' }),
	'POST /w/[workshop]/settings/bays?/hide': ({ ids }) => setting({ id: ids.bay, hidden: 'yes' }),
	'POST /w/[workshop]/settings/people?/add': () => ({
		...setting({ name: 'New one', roles: 'viewer', invite: 'no' }),
		changes: 'personAdded'
	}),
	'POST /w/[workshop]/settings/people?/invite': ({ ids }) => ({
		...setting({ id: ids.person }),
		changes: 'invited'
	}),
	'POST /w/[workshop]/settings/people?/signOut': ({ ids }) => ({
		...setting({ id: ids.person }),
		changes: 'sessionsEnded'
	}),
	'POST /w/[workshop]/settings/people?/pin': ({ ids }) => ({
		...setting({ id: ids.person }),
		changes: 'pinSet'
	}),
	'POST /w/[workshop]/settings/people?/revoke': async ({ id: workshopId, jobId, ids }) => {
		await makeLink(world.database.db, { workshopId, jobId, createdBy: ids.person }, Date.now());
		return { ...setting({ id: ids.person, what: 'all' }), changes: 'progressLinkRevoked' };
	},
	'POST /w/[workshop]/settings/people?/change': ({ ids }) => ({
		...setting({ id: ids.person, name: 'viewer one', roles: 'parts' }),
		changes: 'rolesChanged'
	}),
	'POST /w/[workshop]/settings/people?/delete': ({ ids }) => ({
		...setting({ id: ids.unnamed }),
		changes: 'personDeleted'
	}),
	'POST /w/[workshop]/settings/people?/activate': ({ ids }) => ({
		...setting({ id: ids.person, active: 'no' }),
		changes: 'personLockedOut'
	}),
	'POST /w/[workshop]/settings/stations?/add': () => ({
		...setting({ name: 'Tablet 9', idleMinutes: '5' }),
		changes: 'stationAdded'
	}),
	'POST /w/[workshop]/settings/stations?/change': ({ ids }) => ({
		...setting({ id: ids.station, name: 'Tablet 8', idleMinutes: '1' }),
		changes: 'stationChanged'
	}),
	'POST /w/[workshop]/settings/stations?/pair': ({ ids }) => ({
		...setting({ id: ids.station }),
		changes: 'pairingOpened'
	}),
	'POST /w/[workshop]/settings/stations?/revoke': ({ ids }) => ({
		...setting({ id: ids.station }),
		changes: 'stationRevoked'
	}),
	'POST /w/[workshop]/settings/privacy?/retention': () => ({
		...setting({ months: '12' }),
		changes: 'retentionChanged'
	}),
	'POST /w/[workshop]/settings/privacy?/search': () => ({ ...setting({ words: 'one' }), changes: null }),
	'POST /w/[workshop]/settings/privacy?/confirm': ({ ids }) => ({
		...setting({ customer: ids.customer }),
		changes: null
	}),
	'POST /w/[workshop]/settings/privacy/export': ({ ids }) => ({
		...setting({ customer: ids.customer }),
		changes: 'customerExported'
	}),
	// The last: afterwards there is no such customer.
	'POST /w/[workshop]/settings/privacy?/erase': ({ ids }) => ({
		...setting({ customer: ids.customer }),
		changes: 'customerErased'
	})
};

function setting(form: Record<string, string>): Post {
	return { form, screen: 'settings', changes: 'settingsChanged' };
}

/** The import's commands carry its own name; `people.int` and `import.int` prove them. */
const elsewhere = [
	'POST /w/[workshop]/import',
	'POST /w/[workshop]/import/runs?/close',
	'POST /w/[workshop]/import/runs?/takeBack'
];

test('[AUD1] no form of the staff is forgotten here', () => {
	const rows = Object.keys(routeAccess).filter(
		(key) => key.startsWith('POST /w/') && !elsewhere.includes(key)
	);
	expect(Object.keys(posts).sort()).toEqual(rows.sort());
});

describe.each(Object.entries(posts))('[AUD1] %s', (key, post) => {
	test('is written down, with who and from which screen', async () => {
		const { sql } = world.database;
		const { form, json, screen, changes } = await post(world.one);
		// Who is still on the board is not erased.
		if (changes === 'customerErased') {
			await sql`update jobs set status = 'cancelled', closed_at = now()`;
			await sql`update cases set status = 'closed', closed_at = now()`;
		}
		const [before] = await sql<{ count: string }[]>`select count(*) from audit_entries`;
		const { method, path } = addressOf(key, world.one);
		const answer = await ask(world, method, path, { form, json, cookie });
		expect([200, 303]).toContain(answer.status);
		const entries = await sql<{ type: string; actor: string; screen: string; workshop: string }[]>`
			select change->>'type' as type, actor->>'id' as actor, screen, workshop_id as workshop
			from audit_entries order by id offset ${Number(before!.count)}`;
		const wanted = { type: changes, actor: ownerId, screen, workshop: world.one.id };
		expect(entries).toEqual(changes === null ? [] : [wanted]);
	});
});

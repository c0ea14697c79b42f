import type { House } from './world.ts';

/** A form that is taken, and by whom it is sent: a role of the house, its tablet, or nobody. */
export interface GoodForm {
	by: 'owner' | 'foreman' | 'tablet' | 'nobody';
	fields: Record<string, string>;
	/** Sent as JSON, not as a form. */
	json?: true;
	/** Where it is understood and yet refused: the status of the answer. */
	refused?: number;
}

export interface FormMeans {
	house: House;
	password: string;
	/** A stage that walls show. */
	repairId: string;
	/** The foreman's, who has a PIN of their own. */
	foremanId: string;
	/** Another session of the owner. */
	sessionId: string;
	/** The PIN of `house.ids.person`. */
	pin: string;
	/** That a waiting television shows. */
	code: string;
}

const screen = {
	...{ name: 'Wall', kind: 'wall', layout: 'promise', inches: '55', metres: '5', mounting: 'landscape' },
	...{ language: '', sound: 'none' }
};

/**
 * A good form for each action of the access table, in an order in which each can still be done after the others.
 * A new action needs a row here.
 */
export function goodForms(means: FormMeans): Record<string, GoodForm> {
	const { house, password, repairId, foremanId, sessionId, pin, code } = means;
	const { stage, bay, person, station, customer, link } = house.ids;
	const owner = (fields: Record<string, string> = {}): GoodForm => ({ by: 'owner', fields });
	const settings = 'POST /w/[workshop]/settings';
	const newPassword = 'forty-two heavy umbrellas';
	return {
		'POST /setup': { by: 'nobody', fields: {} },
		'POST /sign-in': { by: 'nobody', fields: { username: house.username('foreman'), password } },
		'POST /w/[workshop]/board/[job]/links': { ...owner({ do: 'revoke', link }), json: true },
		'POST /w/[workshop]/import': owner({ file: '' }),
		// An import that nobody made.
		'POST /w/[workshop]/import/runs?/close': { ...owner({ run: bay, which: 'over' }), refused: 400 },
		'POST /w/[workshop]/import/runs?/takeBack': { ...owner({ run: bay }), refused: 400 },
		'POST /w/[workshop]/screens?/reload': owner({ id: house.ids.screen }),
		'POST /w/[workshop]/screens/pair': owner({ code, insteadOf: house.ids.screen }),
		'POST /w/[workshop]/screens/[screen]?/change': owner({ ...screen, stages: repairId }),
		[settings]: owner({ name: 'One', phone: '1', pickupDesk: 'Desk', language: 'en', timeZone: 'UTC' }),
		[`${settings}/stages?/add`]: owner({ name: 'New', kind: 'wash' }),
		[`${settings}/stages?/change`]: owner({ id: stage, name: 'Same', wipLimit: '', allowance: '0' }),
		[`${settings}/stages?/move`]: owner({ id: stage, direction: 'down' }),
		[`${settings}/stages?/hide`]: owner({ id: stage, hidden: 'no' }),
		[`${settings}/bays?/add`]: owner({ name: 'New' }),
		[`${settings}/bays?/change`]: owner({ id: bay, name: 'Same' }),
		[`${settings}/bays?/move`]: owner({ id: bay, direction: 'down' }),
		[`${settings}/bays?/hide`]: owner({ id: bay, hidden: 'no' }),
		[`${settings}/stations?/add`]: owner({ name: 'New', idleMinutes: '5' }),
		[`${settings}/stations?/change`]: owner({ id: station, name: 'Same', idleMinutes: '5' }),
		[`${settings}/privacy?/retention`]: owner({ months: '24' }),
		[`${settings}/privacy?/search`]: owner({ words: 'nobody' }),
		[`${settings}/privacy?/confirm`]: owner({ customer, vehicle: '' }),
		[`${settings}/privacy/export`]: owner({ customer, vehicle: '' }),
		// Their car is still on the board.
		[`${settings}/privacy?/erase`]: { ...owner({ customer, vehicle: '' }), refused: 409 },
		'POST /station/pin': { by: 'tablet', fields: { current: pin, pin: '280635', again: '280635' } },
		'POST /station?/enter': { by: 'tablet', fields: { personId: person, pin } },
		'POST /station?/leave': { by: 'tablet', fields: {} },
		[`${settings}/people?/add`]: owner({ name: 'New', roles: 'viewer', invite: 'no' }),
		[`${settings}/people?/change`]: owner({ id: person, name: 'Same', roles: 'technician' }),
		[`${settings}/people?/activate`]: owner({ id: person, active: 'yes' }),
		[`${settings}/people?/pin`]: owner({ id: person }),
		[`${settings}/people?/signOut`]: owner({ id: person }),
		[`${settings}/people?/invite`]: owner({ id: person }),
		// Somebody who has an account, and who made nothing.
		[`${settings}/people?/delete`]: { ...owner({ id: person }), refused: 409 },
		[`${settings}/people?/revoke`]: { ...owner({ id: person, what: 'all' }), refused: 409 },
		'POST /account?/pin': {
			by: 'foreman',
			fields: { personId: foremanId, current: password, pin: '280635', again: '280635' }
		},
		'POST /account?/password': { by: 'nobody', fields: { current: password, password: newPassword } },
		'POST /account?/end': owner({ id: sessionId }),
		'POST /account?/others': { by: 'foreman', fields: {} },
		'POST /join/[token]?/as': { by: 'nobody', fields: { username: house.username('foreman') } },
		'POST /join/[token]?/anew': { by: 'nobody', fields: { username: 'somebody', password: newPassword } },
		'POST /join/[token]?/reset': { by: 'nobody', fields: { password: newPassword } },
		'POST /join/[token]?/pair': { by: 'nobody', fields: {} },
		[`${settings}/stations?/pair`]: owner({ id: station }),
		[`${settings}/stations?/revoke`]: owner({ id: station }),
		'POST /w/[workshop]/screens/[screen]?/revoke': owner(),
		'POST /sign-out': { by: 'foreman', fields: {} }
	};
}

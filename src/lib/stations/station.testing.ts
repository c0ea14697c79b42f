import { createHash } from 'node:crypto';
import { operator } from '../audit/record.server.ts';
import { aWorkshop } from '../commands/door.testing.ts';
import type { Role } from '../model/person.ts';
import { addPerson } from '../people/people.server.ts';
import type { Database } from '../database/database.ts';
import type { OpenLimit } from '../database/limit.server.ts';
import { enter, type Entering } from './enter.server.ts';
import { openPinLimits } from './pin-limits.server.ts';
import { type Pins, setPin } from './pins.server.ts';
import { addStation, pairStation } from './stations.server.ts';
import { type Station, stationOf } from './turn.server.ts';

export const secret = 'a secret that is only good for tests, 0123456789';

/** PINs hashed at once: for tests that type hundreds of them. */
export const quickPins: Pins = {
	hash: async (personId, pin) => createHash('sha256').update(`${personId} ${pin}`).digest('hex'),
	verify: async (personId, pin, hash) => hash === (await quickPins.hash(personId, pin))
};

/** A tablet of the workshop as it holds its own token. */
export interface Tablet {
	id: string;
	token: string;
	/** As the server knows it now. */
	station(): Promise<Station>;
	/** Somebody taps a name and types. */
	type(personId: string, pin: string, pins?: Pins): Promise<Entering>;
}

/** A workshop with paired tablets, and people with PINs. */
export async function aFloor(db: Database, limit: OpenLimit) {
	const workshop = await aWorkshop(db);
	const pinLimits = openPinLimits(limit);

	/** Pairs a device with a station; of a new one where none is named. */
	async function pair(passToken?: string, before: Station | null = null): Promise<Tablet> {
		const draft = { name: '1 号平板', idleMinutes: 5 };
		const pass = passToken ?? (await addStation(db, workshop.id, operator, draft, Date.now())).token;
		const paired = await pairStation(db, pass, before, Date.now());
		if (!paired) throw new Error('the address opens nothing');
		const token = paired.cookie.value;
		const station = async () => (await stationOf(db, token))!;
		return {
			...{ token, station, id: (await station()).id },
			type: async (personId, pin, pins = quickPins) =>
				enter({ db, pins, pinLimits }, await station(), personId, pin, Date.now())
		};
	}

	async function person(roles: Role[], pin?: string): Promise<string> {
		const id = await addPerson(db, workshop.id, { name: '陈杰', roles }, Date.now());
		if (pin) {
			const hash = await quickPins.hash(id, pin);
			await setPin(db, workshop.id, id, hash, operator, Date.now());
		}
		return id;
	}

	return { ...workshop, pair, person };
}

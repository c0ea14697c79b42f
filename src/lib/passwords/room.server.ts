import { AsyncLocalStorage } from 'node:async_hooks';
import { Refused } from '../model/refusal.ts';

/**
 * Who causes password work. Each kind has room of its own, so that strangers do not fill the room of known people.
 * `id` is one network, device, account or station.
 */
export interface Visitor {
	kind: 'stranger' | 'known' | 'other';
	id: string;
}

/** Requests of one kind of visitor that may hash or wait at the same moment. */
export const roomOfKind = 12;
/** Of these, requests of one visitor. */
export const roomOfOne = 6;

const inRoom = new AsyncLocalStorage<true>();
const taken = new Map<string, number>();

/**
 * Runs `work` if there is room for it, counted from now: what it does before it hashes counts too. Password work
 * inside `work` takes no further room.
 *
 * @throws Refused `serverBusy` when so much password work waits that more would only wait for long
 */
export async function withRoom<T>({ kind, id }: Visitor, work: () => Promise<T>): Promise<T> {
	if (inRoom.getStore()) return work();
	const one = `${kind} ${id}`;
	if ((taken.get(kind) ?? 0) >= roomOfKind || (taken.get(one) ?? 0) >= roomOfOne)
		throw new Refused({ code: 'serverBusy' });
	for (const key of [kind, one]) taken.set(key, (taken.get(key) ?? 0) + 1);
	try {
		return await inRoom.run(true, work);
	} finally {
		for (const key of [kind, one]) {
			const left = taken.get(key)! - 1;
			if (left > 0) taken.set(key, left);
			else taken.delete(key);
		}
	}
}

import { expect, test } from 'vitest';
import { roomOfKind, roomOfOne, type Visitor, withRoom } from './room.server.ts';

/** Takes room until it is told to leave. */
function take(visitor: Visitor) {
	const { promise, resolve: leave } = Promise.withResolvers<void>();
	return { leave, done: withRoom(visitor, () => promise) };
}

const stranger = (id: unknown): Visitor => ({ kind: 'stranger', id: String(id) });

test('[SIGN10] one visitor gets half of the room, the visitors of one kind all of it, the other kind its own', async () => {
	const one = Array.from({ length: roomOfOne }, () => take(stranger('one')));
	await expect(take(stranger('one')).done).rejects.toThrow('serverBusy');
	const others = Array.from({ length: roomOfKind - roomOfOne }, (_, at) => take(stranger(at)));
	await expect(take(stranger('late')).done).rejects.toThrow('serverBusy');
	const known = take({ kind: 'known', id: 'one' });
	for (const { leave } of [...one, ...others, known]) leave();
	await Promise.all([...one, ...others, known].map(({ done }) => done));
	await expect(withRoom(stranger('late'), () => Promise.resolve('in'))).resolves.toBe('in');
});

test('[SIGN10] work that fails gives its room back', async () => {
	for (let at = 0; at < 2 * roomOfOne; at++) {
		await expect(withRoom(stranger('one'), () => Promise.reject(new Error('failed')))).rejects.toThrow(
			'failed'
		);
	}
});

test('[SIGN10] work inside a room takes no second place', async () => {
	const places = Array.from({ length: roomOfOne }, () =>
		withRoom(stranger('one'), () => withRoom(stranger('one'), () => Promise.resolve('in')))
	);
	expect(await Promise.all(places)).toEqual(Array<string>(roomOfOne).fill('in'));
});

import { whoIs } from '../access/identify.server.ts';
import type { Door } from '../door/perform.server.ts';
import type { Database } from '../server/database.ts';
import { explainError } from '../server/explain-error.ts';
import { touchTurn } from '../stations/turn.server.ts';
import type { LiveLog, LiveSocket } from './live-socket.ts';
import { mayUse } from './may-say.server.ts';

/** Somebody at a board changes a job; the answer comes after COMMIT. [CMD6] */
export function onCommand(socket: LiveSocket, parts: { db: Database; door: Door; log: LiveLog }): void {
	const { db, door, log } = parts;
	socket.on('command', async (command, reply) => {
		if (typeof reply !== 'function') return;
		const { viewer } = socket.data;
		const { member, workshopId } = viewer;
		if (!member || !mayUse(viewer, 'command'))
			return reply({ ok: false, refusal: { code: 'forbidden' }, job: null });
		try {
			if (member.turn && !(await touchTurn(db, member.turn))) return void socket.disconnect(true);
			reply(await door.perform(command, { workshopId, roles: member.roles, ...whoIs(member, 'board') }));
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'a command failed');
			reply({ ok: false, refusal: { code: 'unavailable' }, job: null });
		}
	});
}

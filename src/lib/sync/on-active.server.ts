import type { Database } from '../database/database.ts';
import { explainError } from '../database/explain-error.ts';
import { touchTurn } from '../stations/turn.server.ts';
import type { LiveLog, LiveSocket } from './live-socket.ts';
import { mayUse } from './rate-limit-socket.server.ts';

/** Somebody touched a shared tablet: it goes on being their turn, or is closed. [STA2] */
export function onActive(socket: LiveSocket, { db, log }: { db: Database; log: LiveLog }): void {
	socket.on('active', async () => {
		const { viewer } = socket.data;
		const turn = mayUse(viewer, 'active') && viewer.member?.turn;
		try {
			if (turn && !(await touchTurn(db, turn))) socket.disconnect(true);
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'keeping a turn failed');
		}
	});
}

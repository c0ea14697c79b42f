import * as v from 'valibot';
import { browserOf } from '../screens/browser.ts';
import { reportSchema } from '../screens/report.ts';
import type { Reports } from '../screens/reports.server.ts';
import { explainError } from '../server/explain-error.ts';
import type { LiveLog, LiveSocket } from './live-socket.ts';
import { mayUse } from './may-say.server.ts';
import type { Relay } from './relay.server.ts';

/** A wall or lounge tells what it has painted. [SCR5] */
export function onPainted(
	socket: LiveSocket,
	{ relay, reports, log }: { relay: Relay; reports: Reports; log: LiveLog }
): void {
	const browser = browserOf(socket.handshake.headers['user-agent'] ?? '');
	socket.on('painted', async (sent) => {
		const { viewer } = socket.data;
		const parsed = v.safeParse(reportSchema, sent);
		if (!viewer.screen || !mayUse(viewer, 'painted') || !parsed.success) return;
		try {
			const report = { ...parsed.output, browser };
			await reports.take(viewer.screen.id, report, relay.standing(viewer.workshopId), Date.now());
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'keeping what a screen said failed');
		}
	});
}

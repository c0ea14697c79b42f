import * as v from 'valibot';
import { browserOf } from '../screens/browser.ts';
import { reportSchema } from '../model/screen-report.ts';
import type { Reports } from '../screens/reports.server.ts';
import type { LiveSocket } from './live-socket.ts';
import { mayUse } from './rate-limit-socket.server.ts';
import type { Relay } from './relay.server.ts';

/** A wall or lounge tells what it has painted. [SCR5] */
export function onPainted(
	socket: LiveSocket,
	{ relay, reports }: { relay: Pick<Relay, 'standing'>; reports: Reports }
): void {
	const browser = browserOf(socket.handshake.headers['user-agent'] ?? '');
	socket.on('painted', (sent) => {
		const { viewer } = socket.data;
		const parsed = v.safeParse(reportSchema, sent);
		if (!viewer.screen || !mayUse(viewer, 'painted') || !parsed.success) return;
		const report = { ...parsed.output, browser };
		reports.take(viewer.screen.id, report, relay.standing(viewer.workshopId), Date.now());
	});
}

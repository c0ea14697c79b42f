import type { FeedName } from '../feeds/index.ts';
import { isBehind } from '../screens/health.ts';
import type { Reports } from '../screens/reports.server.ts';
import type { ScreenKind } from '../model/screen.ts';
import type { LiveServer } from './live-socket.ts';

/** What is connected to this process. */
export interface Seen {
	/** Open connections, by what they follow. */
	screens: Record<FeedName, number>;
	/** Of walls and lounges those that have been showing less than they were told for 12 s. Other pages do not say. */
	behind: Record<ScreenKind, number>;
}

/** @param workshopId only what is of this workshop */
export function seen(io: LiveServer, reports: Reports, workshopId?: string): Seen {
	const found: Seen = {
		screens: { board: 0, floor: 0, wall: 0, lounge: 0, job: 0, cases: 0 },
		behind: { wall: 0, lounge: 0 }
	};
	const now = Date.now();
	for (const { data } of io.sockets.sockets.values()) {
		const { viewer } = data;
		if (workshopId !== undefined && viewer.workshopId !== workshopId) continue;
		found.screens[viewer.feed]++;
		const { screen } = viewer;
		if (screen && isBehind(reports.behindSince(screen.id), now)) found.behind[screen.kind]++;
	}
	return found;
}

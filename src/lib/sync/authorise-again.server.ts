import type { Viewer } from '../identity/identify.server.ts';
import type { Screen } from '../screens/screens.server.ts';
import { explainError } from '../database/explain-error.ts';
import { inLine } from '../runtime/batch-queue.ts';
import { urgently } from '../runtime/urgent.ts';
import { machineClock } from './clock.ts';
import { cameWith, type DoorkeeperParts, viewerOf } from './authenticate-socket.server.ts';
import type { LiveServer, LiveSocket } from './live-socket.ts';
import { presenceOf } from './relay.server.ts';
import { HOUR } from '../model/moments.ts';

/** How often sockets are looked for whose known end has come, and how long a failed question waits, milliseconds. */
const LOOK_EVERY = 1_000;
/** Milliseconds after which a socket is authorised again though nothing changed that anybody knows of. */
const AT_THE_LATEST = HOUR;
/** Sockets in one lot: what waits behind it is not to wait long. */
const MOST_TOGETHER = 200;

/** Keeps open what its viewers may see, and nothing else. [ACC7] */
export interface Authorisation {
	/** A look at the database saw this access revision of a workshop. */
	seen(workshopId: string, access: string): void;
	/** A socket was let in. */
	connected(socket: LiveSocket): void;
	close(): void;
}

/**
 * Asks who the viewers of open sockets are now, closes what they would not be let into any more, and learns new roles:
 * of a workshop whose access revision changed, of what ends at a known time when that has come, and of everything once an
 * hour. Nobody is asked while nothing changed: with thousands of screens that alone took a third of a processor.
 */
export function authoriseAgain(io: LiveServer, parts: DoorkeeperParts): Authorisation {
	/** The access revision last seen of each workshop. */
	const latest = new Map<string, string>();

	/** When a socket is to be asked about again, by the process's own clock. */
	function schedule(socket: LiveSocket, { lasts }: Viewer): void {
		// Those that came together are not asked about together.
		const anyhow = AT_THE_LATEST * (0.5 + Math.random() / 2);
		socket.data.askAt = machineClock.elapsed() + Math.min(lasts, anyhow);
	}

	function apply(socket: LiveSocket, viewer: Viewer | null): void {
		const before = socket.data.viewer;
		if (viewer) {
			socket.data.viewer = viewer;
			schedule(socket, viewer);
			order(socket, before.screen);
		}
		// A screen that became another kind follows another feed: it is told so, and comes back as that.
		if (viewer?.feed !== before.feed) socket.disconnect(true);
	}

	async function lot(sockets: readonly LiveSocket[]): Promise<null[]> {
		const same = new Map<string, LiveSocket[]>();
		for (const socket of new Set(sockets)) {
			const key = cameWith(socket, parts);
			same.set(key, [...(same.get(key) ?? []), socket]);
		}
		let failure: unknown = null;
		const asked = [...same.values()].map(async (group) => {
			try {
				const viewer = await viewerOf(group[0]!, parts);
				for (const socket of group) apply(socket, viewer);
			} catch (error) {
				// The database is away: nobody is thrown out for that.
				failure = error;
				for (const socket of group) socket.data.askAt = machineClock.elapsed() + LOOK_EVERY;
			}
		});
		await Promise.all(asked);
		if (failure !== null) {
			parts.log.warn({ error: explainError(failure).message }, 'authorising sockets again failed');
		}
		return sockets.map(() => null);
	}

	// One lot at a time: an answer never overtakes a later one.
	const ask = inLine(MOST_TOGETHER, (sockets: readonly LiveSocket[]) => urgently(() => lot(sockets)));
	/** Staff first, then screens, then customers. */
	function askAll(sockets: LiveSocket[]): void {
		for (const socket of sockets.sort((a, b) => rankOf(a) - rankOf(b))) {
			socket.data.askAt = Infinity;
			void ask(socket);
		}
	}

	const endLooking = machineClock.every(() => {
		const now = machineClock.elapsed();
		askAll([...io.sockets.sockets.values()].filter(({ data }) => data.askAt <= now));
	}, LOOK_EVERY);

	return {
		seen(workshopId, access) {
			latest.set(workshopId, access);
			const ids = io.sockets.adapter.rooms.get(presenceOf(workshopId)) ?? [];
			const sockets = [...ids].flatMap((id) => io.sockets.sockets.get(id) ?? []);
			askAll(sockets.filter(({ data }) => data.viewer.access !== access));
		},
		connected(socket) {
			const { viewer } = socket.data;
			schedule(socket, viewer);
			order(socket, null);
			// Access changed while they were let in.
			const known = latest.get(viewer.workshopId);
			if (known !== undefined && known !== viewer.access) askAll([socket]);
		},
		close: endLooking
	};
}

const rankOf = ({ data: { viewer } }: LiveSocket): number => (viewer.member ? 0 : viewer.screen ? 1 : 2);

/** Tells a wall or lounge what the desk wants of it, where that is something else than before. [SCR4] [SCR6] */
function order(socket: LiveSocket, before: Screen | null): void {
	const { screen } = socket.data.viewer;
	if (!screen) return;
	const { kind, changedAt, reloadAskedAt } = screen;
	if (before?.changedAt === changedAt && before.reloadAskedAt === reloadAskedAt) return;
	socket.emit('orders', { kind, changedAt, reloadAskedAt });
}

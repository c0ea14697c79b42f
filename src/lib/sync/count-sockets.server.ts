import type { Viewer } from '../identity/identify.server.ts';
import type { LiveSocket } from './live-socket.ts';

/** Connections of one person, and of one screen or customer's link, to one process. [ACC11] */
export const connectionsOfPerson = 30;
export const connectionsOfToken = 10;

/** Who or what a socket's viewer came as. */
export const whose = ({ member, screen, linkId }: Viewer): string =>
	member?.personId ?? screen?.id ?? linkId ?? '';

/**
 * Counts the connections of each viewer until they close.
 *
 * @param factor how many times as many as usual: for load tests
 * @returns whether the viewer may have this one too
 */
export function connectionLimit(factor: number): (socket: LiveSocket, viewer: Viewer) => boolean {
	const open = new Map<string, number>();
	return ({ conn }, viewer) => {
		const id = whose(viewer);
		const count = open.get(id) ?? 0;
		if (count >= (viewer.member ? connectionsOfPerson : connectionsOfToken) * factor) return false;
		open.set(id, count + 1);
		conn.once('close', () => {
			const left = open.get(id)! - 1;
			if (left > 0) open.set(id, left);
			else open.delete(id);
		});
		return true;
	};
}

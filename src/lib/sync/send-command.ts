import type { LiveFeed } from './live-feed.svelte.ts';
import type { WireReply } from './protocol.ts';
import { PATIENCE } from './reconnect.ts';

/**
 * Sends a command and waits for its acknowledgement; rejects when none came in time. Null where there is no connection:
 * then nothing was sent.
 *
 * @param endsAt when its life is over, by `performance.now()`. The server is told so by its own clock: too early by as
 *   long as its last word travelled, and never too late. [CMD12]
 */
export function sendCommand<Card>(
	{ socket, ahead }: Pick<LiveFeed<never, never>, 'socket' | 'ahead'>,
	command: object,
	endsAt: number
): Promise<WireReply<Card>> | null {
	if (!socket?.connected || ahead === null) return null;
	const until = Math.floor(endsAt + ahead);
	return socket.timeout(PATIENCE).emitWithAck('command', { ...command, until }) as Promise<WireReply<Card>>;
}

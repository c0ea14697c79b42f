import type { Lines } from './read-workshop.server.ts';
import type { Mark } from './protocol.ts';
import { type FeedOf, readSince, type WholeFeeds } from './read-feed.server.ts';
import { type Relay, roomOf } from './relay.server.ts';

/**
 * Lets a screen into its feed: into the room first, then its workshop is followed, then the database is read.
 * So nothing falls between: what is committed after the reading is told to the room. [SYNC1]
 *
 * @param enter joins the screen's socket to a room
 * @param since what the screen has already, or null
 */
export async function joinFeed(
	{ relay, ...read }: { relay: Pick<Relay, 'follow'>; lines: Lines; snapshots: WholeFeeds },
	enter: (room: string) => void | Promise<void>,
	of: FeedOf,
	since: Mark | null
): ReturnType<typeof readSince> {
	await enter(roomOf(of));
	await relay.follow(of);
	return readSince(read, of, since);
}

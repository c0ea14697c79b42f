import { boardFeed, floorFeed } from './board.ts';
import { casesFeed } from './cases.ts';
import { jobFeed } from './job.ts';
import { loungeFeed } from './lounge.ts';
import { wallFeed } from './wall.ts';

/** Every feed there is. All but one follow the whole workshop and count by its revision; `job` counts by the
 * job's own version, since the workshop's revision would tell a customer how busy the shop is. [FEED2] */
export const feeds = {
	board: boardFeed,
	floor: floorFeed,
	wall: wallFeed,
	lounge: loungeFeed,
	job: jobFeed,
	cases: casesFeed
};

export type FeedName = keyof typeof feeds;
export type CardOf<Name extends FeedName> = NonNullable<ReturnType<(typeof feeds)[Name]['card']>>;
export type MetaOf<Name extends FeedName> = ReturnType<(typeof feeds)[Name]['meta']>;

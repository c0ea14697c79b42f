/**
 * The version of each feed: +1 whenever a page of an older build would misread a card or the meta. Apart from the feeds:
 * pages load it too. [VER1]
 */
export const feedVersions = { board: 1, floor: 1, wall: 1, lounge: 1, job: 1, cases: 1 };

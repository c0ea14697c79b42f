import { gunzipSync, strFromU8 } from 'fflate';
import type { JoinReply, Snapshot, WireJoinReply } from './protocol.ts';

/** What a client says of itself as it connects, to be sent snapshots packed. Not in the join: older servers refuse it. */
export const unpacks = { unpacks: 'gzip' };

/** A join's answer as it came over the wire, its snapshot unpacked. In browsers without streams that do it too. */
export function unpack<Card, Meta>(reply: WireJoinReply<Card, Meta>): JoinReply<Card, Meta> {
	if (!('packed' in reply)) return reply;
	const { packed, ...joined } = reply;
	const text = strFromU8(gunzipSync(new Uint8Array(packed)));
	return { ...joined, snapshot: JSON.parse(text) as Snapshot<Card, Meta> };
}

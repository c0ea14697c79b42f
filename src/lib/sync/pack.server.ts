import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Snapshot } from './protocol.ts';

const compress = promisify(gzip);
const packs = new WeakMap<object, Promise<Buffer>>();

/**
 * A snapshot as gzip of its JSON, made once for all who are sent it: five hundred cards are six hundred
 * kilobytes, and thirty of these.
 */
export function pack(snapshot: Snapshot): Promise<Buffer> {
	const known = packs.get(snapshot);
	if (known) return known;
	const made = compress(JSON.stringify(snapshot), { level: 6 });
	packs.set(snapshot, made);
	return made;
}

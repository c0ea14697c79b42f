import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Change, Snapshot } from '#lib/sync/protocol.ts';
import type { Answer } from './wire.ts';

/** What a change tells of the line: everything after `from` up to and including `to`. */
export type Marks = Pick<Change, 'from' | 'to'>;

/*
 * A screen without glass must cost next to nothing, or two hundred of them measure themselves: the numbers are read
 * off a frame's first bytes. Where they do not stand as expected the frame is parsed whole.
 */

const CHANGE = '42["change",';
const head = /^42\["change",\{"epoch":"[^"]*","from":(\d+),"to":(\d+)[,}]/;
const snapshotHead = /"snapshot":\{"epoch":"[^"]*","revision":(\d+)[,}]/;
/** Bytes in which the numbers are looked for. */
const HEAD = 160;
const SNAPSHOT_HEAD = 400;

/** @returns null for any frame but a change */
export function marksOf(frame: Buffer): Marks | null {
	const found = head.exec(frame.toString('latin1', 0, HEAD));
	if (found) return { from: Number(found[1]), to: Number(found[2]) };
	if (frame.toString('latin1', 0, CHANGE.length) !== CHANGE) return null;
	const [, { from, to }] = JSON.parse(frame.toString('utf8', 2)) as [string, Change];
	return { from, to };
}

/** Of every packed snapshot seen: what is sent to hundreds of screens is unpacked once. */
const unpacked = new Map<string, number>();

/**
 * Where the line stands by the answer to a join.
 *
 * @throws when it holds no snapshot
 */
export function revisionOf({ text, packed }: Answer): number {
	if (!packed) {
		const found = snapshotHead.exec(text.toString('latin1', 0, SNAPSHOT_HEAD));
		if (found) return Number(found[1]);
		const [{ snapshot }] = JSON.parse(text.toString()) as [{ snapshot?: Snapshot }];
		if (!snapshot) throw new Error('the server did not send its feed');
		return snapshot.revision;
	}
	const name = hash('sha1', packed);
	const revision = unpacked.get(name) ?? (JSON.parse(gunzipSync(packed).toString()) as Snapshot).revision;
	unpacked.set(name, revision);
	return revision;
}

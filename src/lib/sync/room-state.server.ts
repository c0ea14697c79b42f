import type { Settings } from '../model/settings.ts';
import type { Line } from './read-workshop.server.ts';
import type { Mark } from './protocol.ts';
import { jobEpoch } from './read-feed.server.ts';
import type { Changed } from '../streams/streams.ts';

/** A workshop that somebody at this process looks at. */
export interface Watch {
	epoch: string;
	/** The last revision told to the rooms. */
	told: number;
	settings: Settings;
	/** The access revision that the last look saw; null before the first. */
	access: string | null;
	/** Commits of this process not told yet, by revision. */
	pending: Map<number, Changed>;
	/** The version last told, of each job that a customer looks at. */
	versions: Map<string, number>;
	/** Ends its pulses. */
	endPulses: () => void;
	/** Takes back the telling that is due; null when none is. */
	due: (() => void) | null;
	/** No frame is told before this moment of `elapsed`. */
	nextFrame: number;
	reading: boolean;
	/** What the last look saw and the rooms may not have been told yet; null once they were. */
	seen: { mark: Mark; askedAt: number } | null;
	/**
	 * The rooms were told all that was committed by then, by the process's own clock (`elapsed`); without a
	 * recent one no pulse claims to be live.
	 */
	confirmedAt: number;
}

/** The job that a room shows; null where it shows a whole workshop. */
const jobIn = (room: string): string | null => (room.startsWith('job:') ? room.slice(4) : null);

export const epochIn = (room: string, { epoch, settings }: Watch): string =>
	jobIn(room) === null ? epoch : jobEpoch({ epoch, settings });

export function revisionIn(room: string, { told, versions }: Watch): number {
	const jobId = jobIn(room);
	// Of a job nobody changed since, this process knows no version: it claims none.
	return jobId === null ? told : (versions.get(jobId) ?? 0);
}

/** What a look saw is confirmed once the rooms were told all of it. */
export function confirm(watch: Watch): void {
	const { seen, epoch, told } = watch;
	if (!seen || seen.mark.epoch !== epoch || seen.mark.revision > told) return;
	watch.confirmedAt = seen.askedAt;
	watch.seen = null;
}

export function newWatch({ epoch, revision, settings }: Line, confirmedAt: number): Watch {
	return {
		...{ epoch, told: revision, settings, access: null, pending: new Map(), versions: new Map() },
		...{ endPulses: () => {}, due: null, nextFrame: 0, reading: false, seen: null, confirmedAt }
	};
}

import { context, type Context, trace } from '@opentelemetry/api';
import type { Metrics } from './metrics.server.ts';
import { tracer } from '../runtime/span.ts';

type Origin = 'here' | 'elsewhere';

/** When this process learned of a revision, by its own clock; `of` is the trace of its command, where one is made. */
interface Known {
	origin: Origin;
	at: number;
	of: Context | null;
}

/** Revisions of one workshop that may wait to be told: none of a line that a restore ended stays for ever. */
const MOST = 1_000;

/** How long revisions wait between being known to this process and being told to its rooms. [OBS2] [OBS5] */
export interface RelayLag {
	/** @param told where the workshop's rooms are by now; null where nobody looks at it here */
	known(workshopId: string, revision: number, origin: Origin, told: number | null): void;
	/** A revision was made by the command that is worked on: its telling belongs into that one's trace. */
	madeHere(workshopId: string, revision: number): void;
	/** The rooms were told everything up to and including `revision`. */
	told(workshopId: string, revision: number): void;
}

export function relayLag(metrics: Pick<Metrics, 'told'>): RelayLag {
	const workshops = new Map<string, Map<number, Known>>();
	return {
		known(workshopId, revision, origin, told) {
			if (told === null) return void workshops.delete(workshopId);
			if (revision <= told) return;
			const known = workshops.get(workshopId) ?? new Map<number, Known>();
			workshops.set(workshopId, known);
			if (known.size >= MOST) known.clear();
			if (known.has(revision)) return;
			known.set(revision, { origin, at: performance.now(), of: null });
		},
		madeHere(workshopId, revision) {
			const known = workshops.get(workshopId)?.get(revision);
			if (known && trace.getActiveSpan()?.isRecording()) known.of = context.active();
		},
		told(workshopId, revision) {
			const known = workshops.get(workshopId);
			if (!known) return;
			const now = performance.now();
			for (const [waiting, { origin, at, of }] of known) {
				if (waiting > revision) continue;
				known.delete(waiting);
				metrics.told(origin, now - at);
				if (of) tracer.startSpan('relay.tell', { startTime: at }, of).end(now);
			}
		}
	};
}

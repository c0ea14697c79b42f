import { isWork, type StageKind } from '../../../model/stage.ts';
import type { Span } from './state.ts';

/** The most stretches of work a job keeps: a visit has a handful, and every screen carries them. [JOB8] */
export const MOST_SPANS = 6;

export const closed = (spans: readonly Span[], at: number): Span[] =>
	spans.map((span) => (span.to === null ? { ...span, to: at } : span));

/** With one more stretch; beyond the limit the two with the shortest pause between them become one. */
export function withSpan(spans: readonly Span[], span: Span): Span[] {
	const more = [...spans, span];
	if (more.length <= MOST_SPANS) return more;
	const pauses = more.slice(1).map(({ from }, at) => from - (more[at]!.to ?? from));
	const shortest = pauses.indexOf(Math.min(...pauses));
	const [earlier, later] = [more[shortest]!, more[shortest + 1]!];
	// The earlier one ends where the later one begins: together they are as long as before.
	const from = later.from - ((earlier.to ?? later.from) - earlier.from);
	return [...more.slice(0, shortest), { from, to: later.to }, ...more.slice(shortest + 2)];
}

/** A list that was kept before there was a limit, as the events make it now. */
const bounded = (spans: Span[]): Span[] =>
	spans.length <= MOST_SPANS ? spans : spans.reduce<Span[]>(withSpan, []);

export function withBoundedSpans<Of extends { worked: Span[] }>(of: Of): Of {
	const worked = bounded(of.worked);
	return worked === of.worked ? of : { ...of, worked };
}

/** The spans once the car stands in a stage of `kind`: at most the last one is open, and only while work goes on. */
export function running(spans: readonly Span[], kind: StageKind, halted: boolean, at: number): Span[] {
	if (!isWork(kind) || halted) return closed(spans, at);
	return spans.some((span) => span.to === null) ? [...spans] : withSpan(spans, { from: at, to: null });
}

import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../src/lib/database/database.ts';
import { linesIn } from '../../src/lib/sync/read-workshop.server.ts';
import type { Snapshot } from '../../src/lib/sync/protocol.ts';
import { type FeedOf, readSnapshot } from '../../src/lib/sync/read-feed.server.ts';
import type { OpenedScreen } from './screens.ts';

export interface Difference {
	/** Which screen, and in what. */
	what: string;
	/** What it shows was committed after we read: nothing is said about it yet. */
	ahead: boolean;
}

/** Which screens show something else than the database holds. */
export async function differing(db: Database, screens: readonly OpenedScreen[]): Promise<Difference[]> {
	const lines = linesIn(db);
	const wanted = new Map<string, Snapshot<{ id: string }>>();
	const keyOf = ({ feed, workshopId, jobId }: FeedOf) => `${feed}:${jobId ?? workshopId}`;
	for (const { of } of screens) {
		const key = keyOf(of);
		if (!wanted.has(key)) wanted.set(key, throughWire(await readSnapshot(lines, of)));
	}
	return screens.flatMap((screen) => {
		const difference = differenceOf(wanted.get(keyOf(screen.of))!, screen);
		if (!difference) return [];
		const ahead = screen.screen.replica().revision > wanted.get(keyOf(screen.of))!.revision;
		return [{ what: `${screen.name}: ${difference} (${lately(screen)})`, ahead }];
	});
}

function differenceOf(wanted: Snapshot<{ id: string }>, { screen }: OpenedScreen): string | null {
	const { epoch, revision, meta, cards } = screen.replica();
	if (epoch !== wanted.epoch) return 'another epoch';
	if (revision !== wanted.revision) return `at ${revision}, the database at ${wanted.revision}`;
	if (!isDeepStrictEqual(settled(meta), settled(wanted.meta))) return 'other settings';
	if (cards.size !== wanted.cards.length) return `${cards.size} cards instead of ${wanted.cards.length}`;
	const wrong = wanted.cards.filter((card) => !isDeepStrictEqual(card, cards.get(card.id)));
	return wrong.length > 0 ? `${wrong.length} cards wrong at ${revision}` : null;
}

/** As JSON leaves it: what is undefined is not there. */
const throughWire = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** The calendar is laid out around the moment of reading. */
function settled(meta: unknown): unknown {
	const { openWindows: _, ...rest } = meta as { openWindows?: unknown };
	return rest;
}

/** What became of a screen's connection, seconds ago. */
function lately({ line }: OpenedScreen): string {
	const now = performance.now();
	return line.map(({ at, what }) => `${((now - at) / 1_000).toFixed(1)} s ago ${what}`).join(', ');
}

import type { Change, Mark, Pulse, Snapshot } from './protocol.ts';

/** What a screen knows of its feed. Never mutated: a new map for every change applied. */
export interface Replica<Card, Meta> extends Mark {
	version?: number | undefined;
	meta: Meta;
	cards: ReadonlyMap<string, Card>;
}

/** `behind`: changes are missing or another line of revisions began; ask for what came since. */
export type Outcome<Card, Meta> = { replica: Replica<Card, Meta>; behind: boolean };

export function fromSnapshot<Card extends { id: string }, Meta>(
	snapshot: Snapshot<Card, Meta>
): Replica<Card, Meta> {
	const { version, epoch, revision, meta, cards } = snapshot;
	return { version, epoch, revision, meta, cards: new Map(cards.map((card) => [card.id, card])) };
}

/**
 * Applies a change strictly in order: an older one is dropped, one that leaves a gap is not applied and
 * tells that the replica is behind. Changes carry whole cards, so one that overlaps does no harm.
 * [SYNC3] [SYNC4] [SYNC5]
 */
export function applyChange<Card extends { id: string }, Meta>(
	replica: Replica<Card, Meta>,
	change: Change<Card>
): Outcome<Card, Meta> {
	if (change.epoch !== replica.epoch) return { replica, behind: true };
	if (change.to <= replica.revision) return { replica, behind: false };
	if (change.from > replica.revision) return { replica, behind: true };
	const cards = new Map(replica.cards);
	for (const id of change.gone) cards.delete(id);
	for (const card of change.changed) cards.set(card.id, card);
	return { replica: { ...replica, revision: change.to, cards }, behind: false };
}

/** [SYNC6] */
export const isBehind = (replica: Mark, pulse: Pick<Pulse, 'epoch' | 'revision'>): boolean =>
	pulse.epoch !== replica.epoch || pulse.revision > replica.revision;

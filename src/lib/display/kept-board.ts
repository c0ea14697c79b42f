import { feedVersions } from '../feeds/versions.ts';
import type { Opened } from './opened.ts';

const KEPT = 'kanche.board';

/*
 * The last board that a screen showed, kept in its browser: switched on again while the database is away, it
 * shows that, marked as old, rather than nothing. [DISP11]
 */

export function keepBoard(opened: Opened): void {
	try {
		localStorage.setItem(KEPT, JSON.stringify(opened));
	} catch {
		// A browser without room, or that keeps nothing: there will be no old board to show.
	}
}

/** The board kept for this token, if this build can show it. [VER3] */
export function keptBoard(token: string): Opened | null {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
		return isOpened(kept) && kept.token === token ? kept : null;
	} catch {
		return null;
	}
}

/** What may be seen here no more is not kept either. */
export function forgetBoard(): void {
	try {
		localStorage.removeItem(KEPT);
	} catch {
		// Nothing is kept where nothing can be.
	}
}

type Types = Record<string, 'string' | 'number' | 'boolean' | 'object'>;

/** What a picture reads of every card without asking whether it is there. */
const cardTypes: Record<string, Types> = {
	wall: {
		...{ id: 'string', ticket: 'string', plate: 'string', model: 'string', technician: 'string' },
		...{ stageId: 'string', stageKind: 'string', stageSince: 'number', worked: 'object' }
	},
	lounge: { id: 'string', ticket: 'string', model: 'string', step: 'string', waiting: 'boolean' }
};

const has = (thing: unknown, types: Types): boolean =>
	typeof thing === 'object' &&
	thing !== null &&
	Object.entries(types).every(([field, type]) => {
		const value = (thing as Record<string, unknown>)[field];
		return value !== null && typeof value === type;
	});

/** Another build may have kept it, or the browser lost a part of it. */
function isOpened(kept: unknown): kept is Opened {
	const own = {
		token: 'string',
		settings: 'object',
		locale: 'string',
		now: 'number',
		heardAt: 'number'
	} as const;
	if (!has(kept, { ...own, snapshot: 'object' })) return false;
	const { settings, snapshot } = kept as Opened;
	const { kind } = settings;
	const types = cardTypes[kind];
	if (!types || (snapshot.version ?? 1) !== feedVersions[kind]) return false;
	const meta = { workshop: 'object', [kind === 'wall' ? 'stages' : 'steps']: 'object' } as const;
	return (
		has(snapshot.meta, meta) &&
		Array.isArray(snapshot.cards) &&
		snapshot.cards.every((card) => has(card, types))
	);
}

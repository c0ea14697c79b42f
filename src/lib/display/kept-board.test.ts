import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loungeFeed } from '../feeds/lounge.ts';
import { feedVersions } from '../feeds/versions.ts';
import { wallFeed } from '../feeds/wall.ts';
import { contextOf, jobIn, stages } from '../job/job.testing.ts';
import { usualSettings } from '../model/screen.ts';
import { forgetBoard, keepBoard, keptBoard } from './kept-board.ts';
import type { Opened } from './opened.ts';

const { bays, people } = contextOf();
const settings = {
	workshop: {
		...{ id: 'w', slug: 'w', name: '看车行', language: 'zh-CN', timeZone: 'Asia/Shanghai' },
		...{ phone: '', pickupDesk: '', platesMasked: false }
	},
	...{ revision: 0, stages: Object.values(stages), bays: [...bays], people: [...people] },
	...{ namedOnCards: new Set<string>(), openWindows: [], specialDays: [] }
};

function opened(kind: 'wall' | 'lounge'): Opened {
	const feed = kind === 'wall' ? wallFeed : loungeFeed;
	const cards = [feed.card(jobIn(stages.repair), settings)];
	return {
		...{
			token: 't',
			settings: { ...usualSettings, kind },
			changedAt: 1,
			locale: 'zh-CN',
			now: 2,
			heardAt: 2
		},
		snapshot: { version: feedVersions[kind], epoch: 'e', revision: 1, meta: feed.meta(settings), cards }
	};
}

const kept = new Map<string, string>();

beforeAll(() => {
	globalThis.localStorage = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	} as Storage;
});
afterAll(() => {
	// @ts-expect-error -- Node has none
	delete globalThis.localStorage;
});

describe.each(['wall', 'lounge'] as const)('the board that a %s keeps', (kind) => {
	test('[DISP11] is shown again for its own token, until it is forgotten', () => {
		keepBoard(opened(kind));
		expect(keptBoard('t')).toEqual(JSON.parse(JSON.stringify(opened(kind))));
		expect(keptBoard('other')).toBeNull();
		forgetBoard();
		expect(keptBoard('t')).toBeNull();
	});

	const broken: [string, (board: Opened) => unknown][] = [
		[
			'of another version of the feed',
			(board) => ({ ...board, snapshot: { ...board.snapshot, version: 99 } })
		],
		['without cards', (board) => ({ ...board, snapshot: { ...board.snapshot, cards: null } })],
		[
			'with a card of another shape',
			(board) => ({ ...board, snapshot: { ...board.snapshot, cards: [{ id: 'a' }] } })
		],
		['with another meta', (board) => ({ ...board, snapshot: { ...board.snapshot, meta: {} } })],
		['without a clock', (board) => ({ ...board, now: null })],
		['of another kind', (board) => ({ ...board, settings: { ...board.settings, kind: 'arrivals' } })],
		['that is none', () => 'board']
	];
	test.each(broken)('[VER3] is not shown %s', (_, change) => {
		keepBoard(change(opened(kind)) as Opened);
		expect(keptBoard('t')).toBeNull();
	});

	test('[VER3] of a build before versions is shown while the feed is the first', () => {
		const { version: _, ...snapshot } = opened(kind).snapshot;
		keepBoard({ ...opened(kind), snapshot });
		expect(keptBoard('t')).not.toBeNull();
	});
});

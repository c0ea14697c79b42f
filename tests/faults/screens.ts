import { openScreen, type Screen } from '../../scripts/live/screen.ts';
import type { Handshake } from '../../src/lib/sync/protocol.ts';
import type { FeedOf } from '../../src/lib/sync/read-feed.server.ts';
import { type House, leakIn } from './house.ts';

type Card = { id: string };

/** A screen, and what it follows. */
export interface OpenedScreen {
	name: string;
	of: FeedOf;
	screen: Screen<Card, object>;
	/** What became of its connection lately, and when: `performance.now()`. */
	line: { at: number; what: string }[];
}

/** Opens screens whose every frame is looked through for what must not be in it. */
export class Screens {
	all: OpenedScreen[] = [];
	/** What was found, each kind once for each screen. */
	leaks = new Set<string>();
	frames = 0;
	#url: string;
	#houses: readonly House[];

	constructor(url: string, houses: readonly House[]) {
		[this.#url, this.#houses] = [url, houses];
	}

	async open(house: House, of: FeedOf, handshake: Handshake, cookie?: string): Promise<OpenedScreen> {
		const others = this.#houses.filter((other) => other !== house);
		const name = `${house.slug} ${of.feed} ${this.all.length}`;
		const line: OpenedScreen['line'] = [];
		const screen = await openScreen<Card, object>({
			...{ url: this.#url, handshake, cookie },
			onLine: (what) => {
				line.push({ at: performance.now(), what });
				if (line.length > 12) line.shift();
			},
			onPacket: (text) => {
				this.frames++;
				const leak = leakIn(text, of.feed, house, others);
				if (leak) this.leaks.add(`${name}: ${leak}`);
			}
		});
		const opened = { name, of, screen, line };
		this.all.push(opened);
		return opened;
	}

	/** A board, by somebody's session. */
	board(house: House, cookie: string): Promise<OpenedScreen> {
		const of: FeedOf = { feed: 'board', workshopId: house.id, jobId: null };
		return this.open(house, of, { workshop: house.slug }, cookie);
	}

	close(): void {
		for (const { screen } of this.all) screen.close();
	}
}

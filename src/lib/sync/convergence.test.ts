import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyStep } from '../job/model.testing.ts';
import { ModelServer, picture } from './model.testing.ts';
import { type Luck, Screen, VirtualTime } from './network.testing.ts';

const feeds = ['board', 'board', 'wall', 'lounge', 'job'] as const;

const which = fc.nat(feeds.length - 1);
const action = fc.oneof(
	{ weight: 30, arbitrary: fc.record({ do: fc.constant('command' as const), step: anyStep }) },
	{ weight: 12, arbitrary: fc.record({ do: fc.constant('frame' as const) }) },
	{ weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(200) }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(20_000) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('pulse' as const) }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant('lose' as const), screen: which }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('connect' as const), screen: which }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('settings' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('backup' as const) }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) }
);

/** Chance that a seed repeats: mulberry32. */
function luckOf(seed: number): Luck {
	let state = seed;
	const next = (): number => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	return { chance: (percent) => next() * 100 < percent, below: (limit) => Math.floor(next() * limit) };
}

// A failure prints fast-check's seed and path: give both to `fc.assert` to see it again.
test('[SYNC1-SYNC6] [SYNC9] whatever is dropped, doubled, delayed or reordered, at rest every screen equals the database', async () => {
	let [changes, catchUps] = [0, 0];
	const days = fc.array(action, { minLength: 20, maxLength: 150, size: 'max' });
	await fc.assert(
		fc.asyncProperty(days, fc.integer(), async (actions, seed) => {
			const [server, time, luck] = [new ModelServer(), new VirtualTime(), luckOf(seed)];
			const screens = feeds.map((feed) => new Screen(feed, server, time, luck));
			screens.forEach((screen) => screen.connect());
			const frame = () => {
				const frames = server.frames();
				changes += frames.size;
				for (const screen of screens) if (frames.has(screen.feed)) screen.send(frames.get(screen.feed)!);
			};
			const pulse = () => screens.forEach((screen) => screen.send(server.pulse(screen.feed)));
			for (const next of actions) {
				if (next.do === 'command') server.command(next.step);
				if (next.do === 'frame') frame();
				if (next.do === 'pass') await time.pass(next.ms);
				if (next.do === 'pulse') pulse();
				if (next.do === 'lose') screens[next.screen]!.disconnect();
				if (next.do === 'connect') screens[next.screen]!.connect();
				if (next.do === 'settings') server.changeSettings();
				if (next.do === 'backup') server.backUp();
				if (next.do === 'restore') server.restore();
			}
			for (const screen of screens) {
				screen.faulty = false;
				screen.connect();
			}
			frame();
			// Longer than any delay and any patience; then one pulse, and what it brings about.
			await time.pass(60_000);
			pulse();
			await time.pass(60_000);
			for (const { feed, replica, wrong } of screens) {
				const { epoch, revision, cards, meta } = server.snapshot(feed);
				expect({ epoch: replica?.epoch, revision: replica?.revision }, feed).toEqual({ epoch, revision });
				expect(picture(replica!.cards.values(), replica!.meta), feed).toBe(picture(cards, meta));
				// Nor did it ever show what the database never was.
				expect(wrong, feed).toEqual([]);
				catchUps++;
			}
		}),
		{ numRuns: 500 }
	);
	expect(changes).toBeGreaterThan(1_000);
	expect(catchUps).toBeGreaterThan(1_000);
}, 60_000);

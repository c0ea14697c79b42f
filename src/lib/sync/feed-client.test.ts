import { beforeEach, describe, expect, test } from 'vitest';
import { FeedClient } from './feed-client.ts';
import type { Change, JoinReply, Mark, Snapshot } from './protocol.ts';
import type { Replica } from './replica.ts';

type Card = { id: string };

const snapshot = (revision: number, ...ids: string[]): Snapshot<Card, null> => ({
	...{ epoch: 'e', revision, meta: null, cards: ids.map((id) => ({ id })) }
});
const change = (from: number, to: number, ...ids: string[]): Change<Card> => ({
	...{ epoch: 'e', from, to, changed: ids.map((id) => ({ id })), gone: [] }
});
/** What was committed by `confirmedAt`, by a clock that reads 900 when this one reads 0. */
const pulse = (revision: number, confirmedAt = 900) => ({
	...{ epoch: 'e', revision, now: 1_000, build: 'b1', confirmedAt }
});

/** A connection by hand: joins wait here until they are answered, and timers until they are rung. */
function connection() {
	const joins: {
		since: Mark | null;
		answer(reply: JoinReply<Card, null>): Promise<void>;
		fail(): Promise<void>;
	}[] = [];
	const timers: { run: () => void; milliseconds: number }[] = [];
	let now = 0;
	return {
		joins,
		ring: (milliseconds: number) =>
			timers
				.filter((timer) => timer.milliseconds === milliseconds)
				.at(-1)!
				.run(),
		advance: (milliseconds: number) => void (now += milliseconds),
		elapsed: () => now,
		later: (run: () => void, milliseconds: number) => void timers.push({ run, milliseconds }),
		join: (since: Mark | null) =>
			new Promise<JoinReply<Card, null>>((resolve, reject) => {
				const settled = async (settle: () => void) => {
					settle();
					for (let turn = 0; turn < 4; turn++) await undefined;
				};
				joins.push({
					since,
					answer: (reply) => settled(() => resolve(reply)),
					fail: () => settled(() => reject(new Error('timeout')))
				});
			})
	};
}

const says = { ok: true as const, now: 5_000, build: 'b1', arrivedAt: 900 };
let line: ReturnType<typeof connection>;
let shown: Replica<Card, null> | null;
let heard: [number, string][];
let current: number[];
let denials: number;
let client: FeedClient<Card, null>;

beforeEach(() => {
	line = connection();
	[shown, heard, current, denials] = [null, [], [], 0];
	client = new FeedClient<Card, null>(
		line,
		{
			replica: (replica) => (shown = replica),
			heard: (...word) => void heard.push(word),
			current: (asOf) => void current.push(asOf),
			denied: () => denials++
		},
		null
	);
});

async function joined(revision: number, ...ids: string[]): Promise<void> {
	client.connected();
	await line.joins[0]!.answer({ ...says, snapshot: snapshot(revision, ...ids) });
}

describe('a feed client', () => {
	test('[VER2] says that its feed has another version, keeps what it shows, and asks again', async () => {
		let outdated = 0;
		const events = {
			replica: (replica: typeof shown) => (shown = replica),
			current: () => {},
			denied: () => {}
		};
		client = new FeedClient<Card, null>(
			line,
			{ ...events, heard: (...word) => void heard.push(word), outdated: () => outdated++ },
			snapshot(4, 'a')
		);
		client.connected();
		await line.joins[0]!.answer({ ok: false, code: 'version', now: 7, build: 'next' });
		expect([outdated, heard]).toEqual([1, [[7, 'next']]]);
		line.ring(10_000);
		expect(line.joins).toHaveLength(2);
	});

	test('[SYNC1] keeps the changes that come before the snapshot, and drops what is older', async () => {
		client.connected();
		client.change(change(3, 4, 'old'));
		client.change(change(5, 6, 'new'));
		expect(shown).toBeNull();
		await line.joins[0]!.answer({ ...says, snapshot: snapshot(5, 'a') });
		expect([...shown!.cards.keys()]).toEqual(['a', 'new']);
		expect(line.joins).toHaveLength(1);
	});

	test('[SYNC1] with a page rendered at a mark, asks only for what came since', async () => {
		client = new FeedClient<Card, null>(
			line,
			{ replica: (replica) => (shown = replica), heard: () => {}, current: () => {}, denied: () => {} },
			snapshot(4, 'a')
		);
		client.connected();
		expect(line.joins[0]!.since).toEqual({ epoch: 'e', revision: 4 });
		await line.joins[0]!.answer({ ...says, change: change(4, 6, 'b') });
		expect([...shown!.cards.keys()]).toEqual(['a', 'b']);
	});

	test('[SYNC5] asks at once for what lacks in a gap, and once only', async () => {
		await joined(5, 'a');
		client.change(change(6, 7, 'c'));
		client.change(change(7, 8, 'd'));
		expect(line.joins.map(({ since }) => since?.revision)).toEqual([undefined, 5]);
		await line.joins[1]!.answer({ ...says, change: change(5, 7, 'b', 'c') });
		expect([...shown!.cards.keys()]).toEqual(['a', 'b', 'c', 'd']);
	});

	test('[SYNC5] a gap among the changes kept leads to another question, with those behind it kept', async () => {
		client.connected();
		client.change(change(6, 7, 'c'));
		client.change(change(7, 8, 'd'));
		await line.joins[0]!.answer({ ...says, snapshot: snapshot(5, 'a') });
		expect(line.joins[1]!.since?.revision).toBe(5);
		await line.joins[1]!.answer({ ...says, change: change(5, 7, 'b', 'c') });
		expect(shown!.revision).toBe(8);
	});

	test('[SYNC5] a reset leads to a new snapshot, whatever was under way', async () => {
		client.connected();
		client.reset();
		expect(line.joins.map(({ since }) => since)).toEqual([null, null]);
		await line.joins[0]!.answer({ ...says, snapshot: snapshot(9, 'old line') });
		expect(shown).toBeNull();
		await line.joins[1]!.answer({ ...says, snapshot: snapshot(2, 'new line') });
		expect(shown!.revision).toBe(2);
	});

	test('[SYNC6] catches up with a pulse ahead of it, not with one it knows', async () => {
		await joined(5);
		client.pulse(pulse(5));
		expect(line.joins).toHaveLength(1);
		client.pulse(pulse(6));
		client.pulse(pulse(7));
		expect(line.joins).toHaveLength(2);
		expect(heard.at(-1)).toEqual([1_000, 'b1']);
	});

	test('[SYNC6] takes the server’s time from a join at half its way there and back', async () => {
		client.connected();
		line.advance(40);
		await line.joins[0]!.answer({ ...says, snapshot: snapshot(1) });
		expect(heard).toEqual([[5_020, 'b1']]);
	});

	test('[SYNC8] is as current as the question whose answer it shows, and as what a pulse confirms', async () => {
		client.connected();
		line.advance(40);
		await line.joins[0]!.answer({ ...says, snapshot: snapshot(5) });
		client.pulse(pulse(5, 4_900));
		// Late on its way: what it confirms is no newer for that.
		line.advance(20_000);
		client.pulse(pulse(5, 9_900));
		expect(current).toEqual([0, 4_000, 9_000]);
	});

	test('[SYNC8] is not made current by a pulse that it is behind, nor while it asks', async () => {
		await joined(5);
		client.pulse(pulse(6, 10_000));
		client.pulse(pulse(6, 15_000));
		expect(current).toEqual([0]);
		await line.joins[1]!.answer({ ...says, arrivedAt: 16_000, change: change(5, 6, 'b') });
		client.pulse(pulse(6, 20_000));
		expect(current).toEqual([0, 19_100]);
	});

	test('[SYNC8] measures the server’s clock again where a join took long', async () => {
		client.connected();
		line.advance(3_000);
		// On its way there for all of that: the clocks seem further apart than they are.
		await line.joins[0]!.answer({ ...says, arrivedAt: 3_900, snapshot: snapshot(5) });
		line.advance(1_000);
		client.pulse(pulse(5, 4_400));
		expect(line.joins[1]!.since?.revision).toBe(5);
		await line.joins[1]!.answer({ ...says, arrivedAt: 4_900, change: change(5, 5) });
		client.pulse(pulse(5, 5_000));
		expect(line.joins).toHaveLength(2);
		expect(current).toEqual([0, 500, 4_000, 4_100]);
	});

	test('asks again when a join is lost, fails or finds the server unable, as long as it is connected', async () => {
		client.connected();
		line.ring(10_000);
		expect(line.joins).toHaveLength(2);
		await line.joins[1]!.fail();
		line.ring(1_000);
		expect(line.joins).toHaveLength(3);
		await line.joins[2]!.answer({ ok: false, code: 'unavailable' });
		line.ring(1_000);
		expect(line.joins).toHaveLength(4);
		client.disconnected();
		line.ring(10_000);
		expect(line.joins).toHaveLength(4);
	});

	test('takes no answer to a question of an earlier connection', async () => {
		client.connected();
		client.disconnected();
		client.connected();
		await line.joins[0]!.answer({ ...says, snapshot: snapshot(1, 'old') });
		expect(shown).toBeNull();
		await line.joins[1]!.answer({ ...says, snapshot: snapshot(2, 'new') });
		expect(shown!.revision).toBe(2);
	});

	test('tells when it is denied, and asks again later: a link may be in force again', async () => {
		client.connected();
		await line.joins[0]!.answer({ ok: false, code: 'denied' });
		expect(denials).toBe(1);
		line.ring(10_000);
		expect(line.joins).toHaveLength(2);
	});

	test('that cannot keep up with the changes asks for the whole anew', async () => {
		client.connected();
		for (let revision = 1; revision <= 501; revision++) client.change(change(revision, revision + 1));
		expect(line.joins).toHaveLength(2);
		await line.joins[1]!.answer({ ...says, snapshot: snapshot(502) });
		expect(shown!.revision).toBe(502);
	});

	test('asks for a new calendar when told to, but not while it asks already', async () => {
		await joined(5);
		client.refresh();
		client.refresh();
		expect(line.joins.map(({ since }) => since)).toEqual([null, null]);
	});
});

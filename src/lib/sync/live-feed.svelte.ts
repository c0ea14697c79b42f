import { untrack } from 'svelte';
import { FeedClient } from './feed-client.ts';
import { freshnessOf } from '../model/freshness.ts';
import type { PaintedReport } from '../model/screen-report.ts';
import { openSocket, type ScreenSocket } from './open-socket.ts';
import type { Handshake, Orders, Snapshot } from './protocol.ts';
import { PATIENCE } from './reconnect.ts';
import { fromSnapshot, type Replica } from './replica.ts';
import { unpack, unpacks } from './unpack.ts';
import { DAY } from '../model/moments.ts';

/** Open windows are laid out for 45 days; with less than this left a screen asks for new ones. */
const LEAST_CALENDAR = 14 * DAY;

/** What every feed's meta may carry that runs out. */
type MaybeCalendar = { openWindows?: readonly (readonly [number, number])[] };

/**
 * A feed as a screen's state: cards and meta that follow the server, the server's clock, and how fresh
 * all of it is. Make one in a component and `open` it in an effect, which closes it again.
 */
export class LiveFeed<Card extends { id: string }, Meta extends object> {
	replica: Replica<Card, Meta> = $state.raw()!;
	/** The server's time, epoch milliseconds, ticking every second. */
	now = $state(0);
	/** What is shown lacks nothing that was committed by then: epoch milliseconds by the server's clock. */
	heardAt = $state(0);
	/** How often the server spoke: a screen reports after each time. [SCR5] */
	words = $state(0);
	/** The build that serves; another one than the page's own means that a reload brings a new one. */
	build = $state('');
	/** What the desk wants of this screen, a wall or lounge. */
	orders: Orders | null = $state.raw(null);
	/** How often the server said that it serves another version of the feed: the page has to be loaded again. [VER2] */
	outdated = $state(0);
	/** The address no longer opens this feed. */
	denied = $state(false);
	cards = $derived([...this.replica.cards.values()]);
	meta = $derived(this.replica.meta);
	freshness = $derived(freshnessOf(this.now - this.heardAt));

	#handshake: Handshake;
	#initial: Snapshot<Card, Meta>;
	/** Null while it is not open. */
	socket: ScreenSocket | null = null;
	/**
	 * The clock of the process that answers, minus `performance.now()`, at least: what it said had to travel. Null until
	 * this connection has heard it.
	 */
	ahead: number | null = null;
	/** Server's clock minus `performance.now()`: a screen whose own clock is set anew does not jump. */
	#offset = 0;
	/** `heardAt` by this browser's clock: it stays where it is when the server's is set anew. */
	#asOf = 0;

	/**
	 * @param initial what the page was rendered with
	 * @param now the server's clock when it rendered the page, epoch milliseconds
	 * @param heardAt when that was; earlier than `now` for what was kept from before
	 */
	constructor(handshake: Handshake, initial: Snapshot<Card, Meta>, now: number, heardAt = now) {
		this.#handshake = handshake;
		this.#initial = initial;
		this.replica = fromSnapshot(initial);
		this.now = now;
		this.heardAt = heardAt;
	}

	/** Connects; the function returned closes. Browser only. */
	open(): () => void {
		// Untracked: the effect that opens the feed must not run again at every tick of its clock.
		this.#offset = untrack(() => this.now) - performance.now();
		this.#asOf = untrack(() => this.heardAt) - this.#offset;
		const query = { ...unpacks, version: this.#initial.version ?? 1 };
		const { socket, close } = openSocket({ auth: this.#handshake, query }, (slept) => this.#woke(slept));
		this.socket = socket;
		const client = new FeedClient<Card, Meta>(
			{
				join: async (since) => {
					const reply = unpack(await socket.timeout(PATIENCE).emitWithAck('join', { since }));
					if (reply.ok) this.#measure(reply.now);
					return reply as never;
				},
				elapsed: () => performance.now(),
				later: (run, milliseconds) => void setTimeout(run, milliseconds)
			},
			{
				replica: (replica) => (this.replica = replica),
				heard: (now, build) => this.#heard(now, build),
				current: (asOf) => {
					this.#asOf = asOf;
					this.heardAt = Math.round(asOf + this.#offset);
				},
				outdated: () => this.outdated++,
				denied: () => (this.denied = true)
			},
			this.#initial
		);
		socket.on('connect', () => client.connected());
		socket.on('disconnect', () => {
			this.ahead = null;
			client.disconnected();
		});
		socket.on('connect_error', ({ message }) => {
			if (message === 'denied') this.denied = true;
		});
		socket.on('change', (change) => client.change(change as never));
		socket.on('reset', () => client.reset());
		socket.on('pulse', (pulse) => {
			this.#measure(pulse.now);
			client.pulse(pulse);
		});
		socket.on('orders', (orders) => (this.orders = orders));
		const ticking = setInterval(() => {
			this.#tick();
			const { openWindows: windows } = this.meta as MaybeCalendar;
			const last = windows && windows[windows.length - 1];
			if (last && last[1] - this.now < LEAST_CALENDAR) client.refresh();
		}, 1_000);
		return () => {
			clearInterval(ticking);
			close();
			this.socket = null;
		};
	}

	/** Tells what a wall or lounge has painted; without a connection nobody hears it. [SCR5] */
	painted(report: PaintedReport): void {
		if (this.socket?.connected) this.socket.emit('painted', report);
	}

	#measure(now: number): void {
		this.ahead = now - performance.now();
	}

	#heard(now: number, build: string): void {
		this.denied = false;
		this.build = build;
		this.words++;
		this.#offset = now - performance.now();
		this.heardAt = Math.round(this.#asOf + this.#offset);
		this.#tick();
	}

	/** What is shown is older by the time that the device slept. [SYNC8] */
	#woke(slept: number): void {
		this.#offset += slept;
		this.#asOf -= slept;
		this.#tick();
	}

	#tick(): void {
		this.now = Math.round(performance.now() + this.#offset);
	}
}

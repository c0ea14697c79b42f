import { leaveUnasked } from '../forms/leaving.ts';
import { fetchWithin } from '../forms/fetch-within.ts';
import { openSocket, type ScreenSocket } from '../sync/open-socket.ts';
import { MINUTE } from '../model/moments.ts';

/** How often the server is told at most that somebody touches the tablet, milliseconds. */
const TELL_EVERY = 15_000;
/** How long before the end the screen asks whether somebody is still there, milliseconds. */
const WARN_BEFORE = 20_000;
/** How soon it is tried again to lock, where the network is away, milliseconds. */
const AGAIN_AFTER = 3_000;

/**
 * Watches over somebody's turn at a shared tablet, on whatever page they are. The server is the judge: it is
 * told of touches, and closes this watch's own socket when the turn has ended, however it did. The screen
 * counts along only to warn, and to hide at once what is shown, also without a network. [STA2]
 */
export class TurnWatch {
	/** Seconds until the tablet locks, once they are few; else null. */
	left: number | null = $state(null);
	/** The turn has ended: nothing may be seen any more, and the lock screen is on its way. */
	over = $state(false);

	#workshop: string;
	/** Milliseconds. */
	#idle: number;
	/** By the tablet's own clock, which runs on while it sleeps. */
	#touchedAt = Date.now();
	#toldAt = 0;
	#telling: ReturnType<typeof setTimeout> | undefined;
	#socket: ScreenSocket | null = null;
	/** Other pages of the same tablet: a touch of one is a touch of all. */
	#pages: BroadcastChannel | null = null;

	/** @param workshop its slug */
	constructor(workshop: string, idleMinutes: number) {
		this.#workshop = workshop;
		this.#idle = idleMinutes * MINUTE;
	}

	/** Begins; the function returned ends. Browser only. */
	start(): () => void {
		const { socket, close } = openSocket({ auth: { workshop: this.#workshop } });
		this.#socket = socket;
		socket.on('connect', () => this.#tell());
		socket.on('disconnect', (reason) => {
			// The turn has ended, or the server restarts: nobody waits to be told which.
			if (reason === 'io server disconnect') socket.connect();
		});
		socket.on('connect_error', ({ message }) => {
			if (message === 'denied') this.#end();
		});
		// Older tablets have none, and seldom two pages.
		this.#pages = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('kanche.turn');
		if (this.#pages) this.#pages.onmessage = () => this.#touched();
		const counting = setInterval(() => this.count(), 500);
		return () => {
			clearInterval(counting);
			clearTimeout(this.#telling);
			close();
			this.#socket = null;
			this.#pages?.close();
		};
	}

	/** Somebody touched the screen or a key. */
	touch(): void {
		if (this.over) return;
		this.#touched();
		this.#pages?.postMessage('touched');
		this.#tell();
	}

	#touched(): void {
		this.#touchedAt = Date.now();
		this.left = null;
	}

	/** Now, or as soon as it may; the last touch is always told. */
	#tell(): void {
		if (this.#touchedAt <= this.#toldAt || !this.#socket?.connected) return;
		clearTimeout(this.#telling);
		const wait = this.#toldAt + TELL_EVERY - Date.now();
		if (wait > 0) {
			this.#telling = setTimeout(() => this.#tell(), wait);
			return;
		}
		this.#toldAt = Date.now();
		this.#socket.emit('active');
	}

	/** Looks at the clock: every half a second, and when the tablet wakes up. */
	count(): void {
		if (this.over) return;
		const left = this.#touchedAt + this.#idle - Date.now();
		if (left <= 0) void this.lock();
		else this.left = left <= WARN_BEFORE ? Math.ceil(left / 1_000) : null;
	}

	/** Locks the tablet; where the server cannot be reached, what is shown is hidden until it can. */
	async lock(): Promise<void> {
		this.over = true;
		const answer = await fetchWithin('/station?/leave', {
			...{ method: 'POST', headers: { accept: 'text/html' }, redirect: 'manual' },
			body: new FormData()
		}).catch(() => null);
		if (answer) this.#end();
		else setTimeout(() => void this.lock(), AGAIN_AFTER);
	}

	/** With a page anew: nothing of the turn stays in memory. */
	#end(): void {
		this.over = true;
		leaveUnasked();
		location.replace('/station');
	}
}

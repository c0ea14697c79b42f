import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { ScreenToServer, ServerToScreen } from './protocol.ts';
import {
	CONNECT_TIMEOUT,
	DEAD_AFTER,
	KNOCK_AFTER_END,
	KNOCK_AFTER_REFUSAL,
	RECONNECTION
} from './reconnect.ts';

export type ScreenSocket = Socket<ServerToScreen, ScreenToServer>;

/** How often the silence is measured, milliseconds. */
const LOOK_EVERY = 1_000;
/** Screens whose attempts ended at the same moment try again within this time, milliseconds. */
const SPREAD = 500;

/**
 * Opens a connection that comes back by itself: after the server closed or refused it, after the network changed, and
 * after it died without a word. [SYNC11] [SYNC18]
 *
 * @param woke the device slept for so many milliseconds; `performance.now()` did not count them
 */
export function openSocket(
	options: Partial<ManagerOptions & SocketOptions> & { url?: string },
	woke: (slept: number) => void = () => {}
): { socket: ScreenSocket; close: () => void } {
	const socket: ScreenSocket = io(options.url as string, {
		transports: ['websocket'],
		forceNew: true,
		timeout: CONNECT_TIMEOUT,
		...RECONNECTION,
		...options
	});
	let open = true;
	let heardAt = performance.now();
	let skew = Date.now() - heardAt;

	const connect = () => open && socket.connect();
	const reconnect = () => {
		heardAt = performance.now();
		socket.disconnect();
		connect();
	};
	const look = () => {
		const now = performance.now();
		const slept = Date.now() - now - skew;
		skew += slept;
		if (slept > DEAD_AFTER) woke(slept);
		if (slept > DEAD_AFTER || now - heardAt > DEAD_AFTER) reconnect();
	};

	for (const event of ['open', 'ping', 'packet'] as const) {
		socket.io.on(event, () => void (heardAt = performance.now()));
	}
	socket.on('disconnect', (reason) => {
		// A link was revoked, or the server restarts: the next attempt tells which.
		if (reason === 'io server disconnect') setTimeout(connect, KNOCK_AFTER_END);
	});
	socket.on('connect_error', ({ message }) => {
		// Socket.IO stops trying where the server's middleware refused.
		if (!socket.active) setTimeout(connect, KNOCK_AFTER_REFUSAL);
		// The attempt took long enough: no further delay.
		else if (message === 'timeout') setTimeout(() => socket.connected || reconnect(), Math.random() * SPREAD);
	});
	const looking = setInterval(look, LOOK_EVERY);
	const shown = (event: Event) => (event as PageTransitionEvent).persisted && reconnect();
	const events = [
		['online', reconnect],
		['pageshow', shown],
		['visibilitychange', look]
	] as const;
	// Node has no such events.
	for (const [name, run] of events) globalThis.addEventListener?.(name, run);

	return {
		socket,
		close() {
			open = false;
			clearInterval(looking);
			for (const [name, run] of events) globalThis.removeEventListener?.(name, run);
			socket.disconnect();
		}
	};
}

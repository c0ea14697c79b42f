import { WebSocket } from 'ws';
import { unpacks } from '#lib/sync/unpack.ts';

export interface WireOptions {
	/** ws://... */
	address: string;
	/** What Socket.IO calls `auth`. */
	handshake: object;
	headers?: Record<string, string>;
	/** Each event, as it came. */
	onEvent?: (frame: Buffer) => void;
	/** It ended, and nobody here wished so. */
	onLost?: (why: string) => void;
}

/** What the server replied, as it came. */
export interface Answer {
	/** A JSON array of it. */
	text: Buffer;
	/** Bytes that came with it: a packed snapshot. */
	packed: Buffer | null;
}

/** A connection that speaks Socket.IO as far as measuring needs it. */
export interface Wire {
	ask(event: string, content: unknown): Promise<Answer>;
	/** Without an answer. */
	say(event: string, content: unknown): void;
	close(): void;
}

/**
 * Of http://localhost:3000 where Socket.IO is spoken.
 *
 * @param packed asks for packed snapshots, as pages do
 */
export function socketIoAddress(url: string, packed = true): string {
	const query = new URLSearchParams({ EIO: '4', transport: 'websocket', ...(packed ? unpacks : {}) });
	return `${url.replace(/^http/, 'ws')}/socket.io/?${query}`;
}

// The first bytes of Engine.IO's and Socket.IO's packets.
const [OPEN, PING, MESSAGE] = [0x30, 0x32, 0x34];
const [CONNECTED, DISCONNECTED, EVENT, ANSWER, REFUSED] = [0x30, 0x31, 0x32, 0x33, 0x34];
/** An answer whose bytes are the next message: 461-7[...]. */
const PACKED = 0x36;
const BRACKET = 0x5b;

/**
 * Opens a wire. Not Socket.IO's own client, which parses every frame: with hundreds of screens in one process that
 * would be most of what is measured, of every arm alike.
 */
export function openWire({ address, handshake, headers, onEvent, onLost }: WireOptions): Promise<Wire> {
	const socket = new WebSocket(address, { headers, perMessageDeflate: false, skipUTF8Validation: true });
	const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
	/** An answer of which the bytes are still to come. */
	let half: { id: number; text: Buffer } | null = null;
	let asked = 0;
	let open = true;
	const wire: Wire = {
		ask: (event, content) =>
			new Promise((resolve, reject) => {
				waiting.set(asked, { resolve, reject });
				socket.send(`42${asked++}${JSON.stringify([event, content])}`);
			}),
		say: (event, content) => socket.send(`42${JSON.stringify([event, content])}`),
		close() {
			open = false;
			socket.terminate();
		}
	};
	return new Promise((resolve, reject) => {
		const end = (why: string) => {
			if (!open) return;
			wire.close();
			const error = new Error(`a connection was lost: ${why}`);
			reject(error);
			for (const each of waiting.values()) each.reject(error);
			onLost?.(why);
		};
		socket.on('error', (error) => end(error.message));
		socket.on('close', (code) => end(`closed with ${code}`));
		const answered = (id: number, answer: Answer) => {
			waiting.get(id)?.resolve(answer);
			waiting.delete(id);
		};
		socket.on('message', (frame: Buffer, isBinary: boolean) => {
			if (isBinary) {
				if (half) answered(half.id, { text: half.text, packed: frame });
				half = null;
				return;
			}
			if (frame[0] === OPEN) return socket.send(`40${JSON.stringify(handshake)}`);
			if (frame[0] === PING) return socket.send('3');
			if (frame[0] !== MESSAGE) return;
			if (frame[1] === EVENT) onEvent?.(frame);
			else if (frame[1] === ANSWER || frame[1] === PACKED) {
				const begins = frame.indexOf(BRACKET);
				const [id, text] = [frame.toString('latin1', 2, begins), frame.subarray(begins)];
				if (frame[1] === ANSWER) answered(Number(id), { text, packed: null });
				else half = { id: Number(id.slice(id.indexOf('-') + 1)), text };
			} else if (frame[1] === CONNECTED) resolve(wire);
			else if (frame[1] === REFUSED || frame[1] === DISCONNECTED) end(frame.toString());
		});
	});
}

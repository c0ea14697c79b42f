import type { LiveServer } from './live-socket.ts';
import type { Emit } from './relay.server.ts';

/** Of a WebSocket frame's first byte: it is whole, and text. */
const WHOLE_TEXT = 0x81;
/** The longest content whose length fits into one byte, and into two. */
const [SHORT, LONG] = [125, 0xffff];
/** What stands for the length where it follows in two bytes, or in eight. */
const [IN_TWO, IN_EIGHT] = [126, 127];

/**
 * Tells a room of this process something. What Socket.IO does for each receiver of a room, before and after the write,
 * costs more than half as much as the write itself: here all of them are written one frame that was made once. Where a
 * receiver has not taken what was sent before, Socket.IO queues it as always, so that the order stays. Compression is off.
 */
export const tellRoom =
	(io: LiveServer): Emit =>
	(room, event, message) => {
		const ids = io.sockets.adapter.rooms.get(room);
		if (!ids) return;
		const frame = frameOf(event, message);
		for (const id of ids) {
			const socket = io.sockets.sockets.get(id);
			if (!socket) continue;
			const { conn } = socket;
			// Writable: nothing waits at Engine.IO.
			if (conn.readyState === 'open' && conn.transport.writable) conn.request.socket.write(frame);
			else socket.emit(event, ...([message] as never));
		}
	};

/** An event of Socket.IO's default namespace as one WebSocket frame of a server: see RFC 6455, 5.2. */
export function frameOf(event: string, message: unknown): Buffer {
	const content = `42${JSON.stringify([event, message])}`;
	const length = Buffer.byteLength(content);
	const header = length <= SHORT ? 2 : length <= LONG ? 4 : 10;
	const frame = Buffer.allocUnsafe(header + length);
	frame[0] = WHOLE_TEXT;
	if (header === 2) frame[1] = length;
	else if (header === 4) {
		frame[1] = IN_TWO;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = IN_EIGHT;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.write(content, header);
	return frame;
}

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { whenTold } from './bare-board.ts';

// The same without Socket.IO: its frames over bare `ws`, which is the floor under that. A process of its own, started by
// bare.ts.

whenTold(async (board) => {
	const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
	const rooms = new Map<string, Set<WebSocket>>();
	server.on('connection', (socket, request) => {
		const feed = new URL(request.url!, 'ws://bare').searchParams.get('feed') ?? '';
		socket.on('close', () => rooms.get(feed)?.delete(socket));
		socket.on('message', (data: Buffer) => {
			const frame = data.toString();
			const begins = frame.indexOf('[');
			const [event, content] = JSON.parse(frame.slice(begins)) as [string, never];
			const reply = (answer: unknown) =>
				socket.send(`43${frame.slice(2, begins)}${JSON.stringify([answer])}`);
			if (event === 'join') {
				rooms.set(feed, (rooms.get(feed) ?? new Set()).add(socket));
				return reply(board.join());
			}
			reply(board.move(content));
			for (const [each, change] of board.changes()) {
				const sockets = rooms.get(each);
				if (!sockets) continue;
				const told = Buffer.from(`42["change",${JSON.stringify(change)}]`);
				for (const each of sockets) each.send(told, { binary: false });
			}
		});
		socket.send('40{}');
	});
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
});

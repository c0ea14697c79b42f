import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { whenTold } from './bare-board.ts';

// A Socket.IO server that answers at once and passes everything on, as the product is set up: the floor under it. A
// process of its own, started by bare.ts.

whenTold(async (board) => {
	const http = createServer();
	const io = new Server(http, {
		...{ transports: ['websocket'], perMessageDeflate: false, serveClient: false },
		...{ pingInterval: 15_000, pingTimeout: 15_000 }
	});
	io.on('connection', (socket) => {
		socket.on('join', (_: unknown, reply: (answer: unknown) => void) => {
			void socket.join((socket.handshake.auth as { feed: string }).feed);
			reply(board.join());
		});
		socket.on('command', (command: { jobId: string; expect: number }, reply: (answer: unknown) => void) => {
			reply(board.move(command));
			for (const [feed, change] of board.changes()) {
				if (io.sockets.adapter.rooms.has(feed)) io.to(feed).emit('change', change);
			}
		});
	});
	http.listen(0, '127.0.0.1');
	await once(http, 'listening');
	return (http.address() as AddressInfo).port;
});

import { createServer } from 'node:http';
import { Server } from 'socket.io';

// A Socket.IO server that does nothing but pass a message on to everybody: the floor under the product.
// Run as a process of its own by bare-socket.ts; prints its port.

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
let mark = 0;
io.on('connection', (socket) => {
	void socket.join('all');
	socket.on('say', (text: string, reply: (mark: number) => void) => {
		reply(++mark);
		io.to('all').emit('said', { mark, text });
	});
});
http.listen(0, '127.0.0.1', () => console.log((http.address() as { port: number }).port));

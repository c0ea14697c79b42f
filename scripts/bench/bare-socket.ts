import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { type Arm, Receipts } from './moves.ts';

/** Bare Socket.IO: acknowledges at once and broadcasts as many bytes to as many screens. */
export async function openBareSocket(screens: number, bytes: number): Promise<Arm> {
	const entry = fileURLToPath(new URL('bare-server.ts', import.meta.url));
	const server = spawn(process.execPath, [entry], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = (await once(server.stdout, 'data')) as [Buffer];
	const url = `http://127.0.0.1:${line.toString().trim()}`;
	const receipts = new Receipts(screens, 0);
	const sockets = Array.from({ length: screens + 1 }, () =>
		io(url, { transports: ['websocket'], forceNew: true })
	);
	await Promise.all(sockets.map((socket) => once(socket as never, 'connect')));
	const [mover, ...followers] = sockets;
	followers.forEach((socket, index) =>
		socket.on('said', ({ mark }: { mark: number }) => receipts.got(index, mark))
	);
	const text = 'x'.repeat(Math.max(0, bytes - 24));
	return {
		send: () => mover!.emitWithAck('say', text) as Promise<number>,
		lastAt: (mark) => receipts.lastAt(mark),
		doubled: () => receipts.doubled,
		async close() {
			sockets.forEach((socket) => socket.disconnect());
			server.kill();
			await once(server, 'exit');
		}
	};
}

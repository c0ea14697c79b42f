import { uuidv7 } from 'uuidv7';
import { moverOf, openHouse } from '../house/house.ts';
import { median, type Strain, until } from './strain.ts';

const MESSAGES = 50_000;

export const strain: Strain = {
	what: `one wall sends ${MESSAGES} messages as fast as it can, while a foreman moves cards`,
	async run() {
		const house = await openHouse({ cards: 300 });
		const { io } = await import('socket.io-client');
		const board = await house.board();
		const move = moverOf(board);
		const moves = async (count: number) => {
			const times: number[] = [];
			while (times.length < count) times.push((await move()).ms);
			return times;
		};
		await moves(50);
		const quiet = await moves(200);
		const memory = house.resident();
		const socket = io(house.url, {
			...{ transports: ['websocket'], forceNew: true, reconnection: false },
			auth: { token: await house.wall(), kind: 'wall' },
			extraHeaders: { origin: house.url }
		});
		await new Promise((resolve) => socket.once('connect', () => resolve(null)));
		let answered = 0;
		const began = performance.now();
		const cut = until(() => !socket.connected, 30_000, 1);
		for (let n = 0; n < MESSAGES && socket.connected; n++) {
			socket.emit('join', { since: null, n: uuidv7() }, () => answered++);
			if (n % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
		}
		const beside = await moves(200);
		await cut;
		const ended = performance.now() - began;
		const most = house.resident();
		socket.disconnect();
		board.close();
		await house.close();
		return [
			{ figure: 'cut off after', value: ended, unit: 'ms', atMost: 10_000 },
			{ figure: 'of its messages answered', value: answered, unit: '', atMost: 600 },
			{ figure: 'a move acknowledged, before', value: median(quiet), unit: 'ms' },
			{ figure: 'meanwhile', value: median(beside), unit: 'ms', atMost: median(quiet) * 2 },
			{ figure: 'server memory more', value: most - memory, unit: 'MB', atMost: 200 }
		];
	}
};

import { WebSocket } from 'ws';
import { moverOf, openHouse } from '../house/house.ts';
import { median, type Strain, until } from './strain.ts';

const SECONDS = 20;

export const strain: Strain = {
	what: `ten boards join and never read again, while a foreman moves cards for ${SECONDS} s`,
	async run() {
		const house = await openHouse({ cards: 300 });
		const board = await house.board();
		const move = moverOf(board);
		const busy = async (milliseconds: number) => {
			const times: number[] = [];
			for (const end = performance.now() + milliseconds; performance.now() < end;)
				times.push((await move()).ms);
			return times;
		};
		await busy(2_000);
		const quiet = await busy(SECONDS * 500);
		const memory = house.resident();
		const closed: number[] = [];
		const deafSince = performance.now();
		for (let index = 0; index < 10; index++) {
			const socket = await deafBoard(house.url, house.cookie, house.slug);
			// Seldom: what they send counts as the foreman's, whose cookie they have.
			void until(() => isGone(socket), 90_000, 3_000).then(() => closed.push(performance.now() - deafSince));
		}
		const beside = await busy(SECONDS * 1_000);
		const most = house.resident();
		await until(() => closed.length === 10, 90_000);
		board.close();
		await house.close();
		return [
			{ figure: 'a move acknowledged, without them', value: median(quiet), unit: 'ms' },
			{ figure: 'beside them', value: median(beside), unit: 'ms', atMost: median(quiet) * 2 },
			{ figure: 'moves meanwhile', value: beside.length, unit: '' },
			{ figure: 'server memory more', value: most - memory, unit: 'MB', atMost: 200 },
			{ figure: 'all ten cut off after', value: Math.max(...closed) / 1000, unit: 's', atMost: 75 }
		];
	}
};

/** A board that joins by hand, and then takes nothing off its line. */
async function deafBoard(url: string, cookie: string, workshop: string): Promise<WebSocket> {
	const address = `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
	const socket = new WebSocket(address, { origin: url, headers: { cookie } });
	const heard = (start: string) =>
		new Promise<void>((resolve) => {
			socket.on('message', (data: Buffer) => data.toString().startsWith(start) && resolve());
		});
	socket.on('error', () => {});
	await heard('0');
	socket.send(`40${JSON.stringify({ workshop })}`);
	await heard('40');
	socket.send('420["join",{"since":null}]');
	await heard('430');
	socket.pause();
	return socket;
}

/** Whether the other side closed it: then writing into it fails. */
async function isGone(socket: WebSocket): Promise<boolean> {
	if (socket.readyState !== WebSocket.OPEN) return true;
	return new Promise((resolve) => socket.send('42["active"]', (error) => resolve(!!error)));
}

import { setTimeout as sleep } from 'node:timers/promises';
import { openScreen, type Screen } from '../../scripts/live/screen.ts';
import { moverOf, openHouse } from '../house/house.ts';
import { type Strain, until } from './strain.ts';

const SCREENS = 500;
const CARDS = 100;

export const strain: Strain = {
	what: `${SCREENS} walls of ${CARDS} cards open at once; then the server is killed, and all come back`,
	async run() {
		const house = await openHouse({ cards: CARDS });
		const token = await house.wall();
		const board = await house.board();
		const move = moverOf(board);
		const opening = performance.now();
		const screens = await Promise.all(
			Array.from({ length: SCREENS }, () =>
				openScreen<{ id: string }, object>({ url: house.url, handshake: { token, kind: 'wall' } })
			)
		);
		const opened = performance.now() - opening;
		const memory = house.resident();
		const isAt = (revision: number) => (screen: Screen<{ id: string }, object>) =>
			screen.replica().revision >= revision;
		/** A move, and how long it takes to the last of them. */
		const reachesAll = async () => {
			const { reply } = await move();
			if (!reply.ok) throw new Error(reply.refusal.code);
			return until(() => screens.every(isAt(reply.revision)), 30_000, 2);
		};
		const before = await reachesAll();
		await house.kill();
		await sleep(1_000);
		await house.start();
		const ready = performance.now();
		await until(async () => (await move().catch(() => null))?.reply.ok ?? false, 30_000);
		const back = performance.now();
		const after = await reachesAll();
		const all = back - ready + after;
		for (const screen of screens) screen.close();
		board.close();
		await house.close();
		return [
			{ figure: `${SCREENS} screens opened at once: all current`, value: opened, unit: 'ms', atMost: 10_000 },
			{ figure: 'server memory a screen', value: (memory * 1024) / SCREENS, unit: 'KB' },
			{ figure: 'a move to the last of them', value: before, unit: 'ms' },
			{ figure: 'killed and started: all current, from its start on', value: all, unit: 'ms', atMost: 12_000 }
		];
	}
};

import { moverOf, openHouse, type House } from '../house/house.ts';
import { addHistory } from '../house/history.ts';
import { median, type Strain } from './strain.ts';

const DELIVERED = 1_000_000;

export const strain: Strain = {
	what: `a million delivered jobs, each with two events, behind a board of 300 cards`,
	async run() {
		const { before, after, gb } = await measureHistory();
		return [
			{ figure: 'database', value: gb, unit: 'GB' },
			{ figure: 'a move acknowledged, of an empty history', value: before.move, unit: 'ms' },
			{ figure: 'with it', value: after.move, unit: 'ms', atMost: before.move * 1.2 },
			{ figure: 'a screen that joins, of an empty history', value: before.join, unit: 'ms' },
			{ figure: 'with it', value: after.join, unit: 'ms', atMost: before.join * 2 },
			{ figure: 'the page of the board, of an empty history', value: before.page, unit: 'ms' },
			{ figure: 'with it', value: after.page, unit: 'ms', atMost: before.page * 2 }
		];
	}
};

/** Milliseconds, medians, of a board without a history and then with a long one; and how large its database is. */
export async function measureHistory() {
	const house = await openHouse({ cards: 300 });
	try {
		const before = await measure(house);
		await addHistory(house.database.sql, house.workshopId, DELIVERED);
		const after = await measure(house);
		const [size] = await house.database.sql<{ gb: number }[]>`
			select (pg_database_size(current_database()) / 1e9)::float as gb`;
		return { before, after, gb: size!.gb };
	} finally {
		await house.close();
	}
}

async function measure(house: House) {
	const [moves, joins, pages]: [number[], number[], number[]] = [[], [], []];
	const board = await house.board();
	const move = moverOf(board);
	for (let n = 0; n < 420; n++) {
		const { ms, reply } = await move();
		if (!reply.ok) throw new Error(reply.refusal.code);
		if (n >= 20) moves.push(ms);
	}
	for (let n = 0; n < 10; n++) {
		let began = performance.now();
		(await house.board()).close();
		joins.push(performance.now() - began);
		began = performance.now();
		await (await fetch(`${house.url}/w/${house.slug}/board`, { headers: { cookie: house.cookie } })).text();
		pages.push(performance.now() - began);
	}
	board.close();
	return { move: median(moves), join: median(joins), page: median(pages) };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { moverOf, openHouse } from '../house/house.ts';
import { type Figure, type Strain, until } from './strain.ts';
import { HOUR } from '#lib/model/moments.ts';

export const strain: Strain = {
	what: "the server's clock jumps two hours ahead, and then four back",
	async run() {
		const preload = fileURLToPath(new URL('shifted-clock.ts', import.meta.url));
		const house = await openHouse({ cards: 100, nodeOptions: ['--import', preload] });
		const board = await house.board();
		const other = await house.board();
		const move = moverOf(board);
		const figures: Figure[] = [];
		let refused = 0;
		for (const [name, hours] of [
			['ahead', 2],
			['back', -2]
		] as const) {
			process.kill(house.pid(), 'SIGUSR2');
			await sleep(100);
			let last = 0;
			for (let n = 0; n < 50; n++) {
				const { reply } = await move();
				if (reply.ok) last = reply.revision;
				else refused++;
			}
			const reached = await until(() => other.replica().revision >= last, 5_000, 2);
			// Pulses go on, by the new clock.
			const expected = Date.now() + hours * HOUR;
			const pulse = await until(() => Math.abs(other.heardAt() - expected) < 60_000, 12_000);
			figures.push(
				{ figure: `${name}: a move to the other board`, value: reached, unit: 'ms', atMost: 1_000 },
				{ figure: `${name}: until a pulse by the new clock`, value: pulse, unit: 'ms', atMost: 6_500 }
			);
		}
		const [events] = await house.database.sql<{ gaps: number }[]>`
			select count(*)::int as gaps from (
				select revision - lag(revision) over (order by revision) as step
				from (select distinct revision from events where workshop_id = ${house.workshopId}) as each
			) as steps where step > 1`;
		board.close();
		other.close();
		await house.close();
		return [
			...figures,
			{ figure: 'moves refused', value: refused, unit: '', atMost: 0 },
			{ figure: 'gaps in the line of revisions', value: events!.gaps, unit: '', atMost: 0 }
		];
	}
};

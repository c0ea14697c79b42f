import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onShutdown } from '#lib/runtime/shutdown.ts';
import { moverOf, openHouse } from '../house/house.ts';
import { type Strain, until } from './strain.ts';

/** PostgreSQL's log alone grows to 16 MB a segment: small, and soon full. */
const SIZE = '160m';

export const strain: Strain = {
	what: `the data folder's disk (${SIZE}) fills up while cards move, and is emptied again`,
	async run() {
		if (process.getuid?.() !== 0) throw new Error('This one mounts a small disk: run it as root, on Linux.');
		const disk = await mkdtemp(join(tmpdir(), 'kanche-disk-'));
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0711`, 'tmpfs', disk]);
		const unmount = async () => {
			forget();
			execFileSync('umount', ['-l', disk]);
			await rm(disk, { recursive: true, force: true });
		};
		const forget = onShutdown('disk', unmount);
		return await fillUp(disk).finally(unmount);
	}
};

async function fillUp(disk: string) {
	const house = await openHouse({ cards: 100, dataDir: disk });
	const board = await house.board();
	const move = moverOf(board);
	const acknowledged: number[] = [];
	const attempt = async () => {
		const began = performance.now();
		const reply = (await move().catch(() => null))?.reply ?? null;
		if (reply?.ok) acknowledged.push(reply.revision);
		return { reply, ms: performance.now() - began };
	};
	for (let n = 0; n < 50; n++) await attempt();
	await fill(join(disk, 'ballast'));
	let [refused, slowest] = [0, 0];
	for (const end = performance.now() + 20_000; performance.now() < end;) {
		const { reply, ms } = await attempt();
		if (!reply?.ok) refused++;
		slowest = Math.max(slowest, ms);
	}
	await rm(join(disk, 'ballast'));
	const healed = await until(async () => (await attempt()).reply?.ok ?? false, 60_000);
	const { sql } = house.database;
	const rows = await sql<{ revision: number }[]>`
		select revision::int from commands where workshop_id = ${house.workshopId}`;
	const there = new Set(rows.map(({ revision }) => revision));
	const lost = acknowledged.filter((revision) => !there.has(revision)).length;
	const reached = await until(() => board.replica().revision >= Math.max(...acknowledged), 10_000);
	board.close();
	await house.close();
	return [
		{ figure: 'moves refused while it was full', value: refused, unit: '', atLeast: 1 },
		{ figure: 'the longest wait for an answer', value: slowest, unit: 'ms', atMost: 10_500 },
		{ figure: 'once emptied: until a move is done', value: healed, unit: 'ms', atMost: 10_000 },
		{ figure: 'acknowledged and lost', value: lost, unit: '', atMost: 0 },
		{ figure: 'then on the board after', value: reached, unit: 'ms', atMost: 5_000 }
	];
}

/** Writes until nothing more fits. */
async function fill(path: string): Promise<void> {
	const file = await open(path, 'w');
	const block = Buffer.alloc(65_536, 1);
	try {
		for (;;) await file.write(block);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	} finally {
		await file.close();
	}
}

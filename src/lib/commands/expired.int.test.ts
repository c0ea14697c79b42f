import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase } from '../../../tests/database.ts';
import { hangingPostgres, type HangingPostgres } from '../../../tests/hanging-postgres.ts';
import { moveTo } from '../job/job.testing.ts';
import { connect } from '../database/database.ts';
import { aWorkshop, booking, done, onJob, type WorkshopForTest } from './door.testing.ts';
import { type Door, openDoor } from './perform.server.ts';

const expired = { ok: false, refusal: { code: 'expired' } };

describe('[CMD12] a command whose end has passed', () => {
	const database = freshDatabase();
	let way: HangingPostgres;
	let pool: ReturnType<typeof connect>;
	let here: WorkshopForTest;
	/** The one goes straight to the database, the other by a way that can hang. */
	let door: Door;
	let hanging: Door;

	beforeAll(async () => {
		way = await hangingPostgres(database.target);
		pool = connect(way.target, 4);
		here = await aWorkshop(database.db);
		door = openDoor(database.db, () => {});
		hanging = openDoor(pool.db, () => {});
	});
	afterAll(async () => {
		await pool.sql.end({ timeout: 1 });
		await way.close();
	});

	const versionOf = async (jobId: string) =>
		(await database.sql<{ version: number }[]>`select version from jobs where id = ${jobId}`)[0]!.version;
	const book = () => done(door, booking({}, Date.now()), here.lin);
	const note = (jobId: string, expect = 1) => onJob(jobId, expect, { type: 'note', text: '看' });

	test('is refused, and takes no revision', async () => {
		const { jobId, revision } = await book();
		expect(await door.perform(note(jobId), here.lin, Date.now() - 1)).toMatchObject(expired);
		expect(await door.perform(note(jobId), here.lin, Date.now() + 5_000)).toMatchObject({
			...{ ok: true, revision: revision + 1 }
		});
	});

	test('is answered as done where it was done in its time', async () => {
		const { jobId } = await book();
		const command = note(jobId);
		const first = await door.perform(command, here.lin, Date.now() + 5_000);
		expect(await door.perform(command, here.lin, Date.now() - 1)).toEqual(first);
	});

	test('is not the end of those that came with it', async () => {
		const jobs = await Promise.all([book(), book(), book()]);
		const replies = await Promise.all(
			jobs.map(({ jobId }, index) =>
				door.perform(note(jobId), here.lin, index === 1 ? Date.now() - 1 : Date.now() + 5_000)
			)
		);
		expect(replies.map((reply) => reply.ok)).toEqual([true, false, true]);
	});

	for (const route of ['short', 'long'] as const) {
		test(`is not done by a database that wakes afterwards, the ${route} way`, async () => {
			const { jobId } = await book();
			// The short way is gone by a process that knows the workshop as it is; a move into another column is not known.
			await done(hanging, note(jobId), here.lin);
			const move = onJob(jobId, 2, moveTo(here.stage('wash')));
			const command = route === 'short' ? note(jobId, 2) : move;
			way.pause();
			const reply = hanging.perform(command, here.lin, Date.now() + 300).catch(() => 'failed');
			await sleep(1_000);
			way.resume();
			await reply;
			expect(await versionOf(jobId)).toBe(2);
			expect(await hanging.perform(command, here.lin, Date.now() - 1)).toMatchObject(expired);
			// Sent once more with time to spare, under another id, it is done.
			expect(await hanging.perform(note(jobId, 2), here.lin, Date.now() + 5_000)).toMatchObject({ ok: true });
		});
	}
});

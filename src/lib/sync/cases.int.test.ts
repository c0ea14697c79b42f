import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { aWorkshop, type WorkshopForTest } from '../commands/door.testing.ts';
import { dial, LiveScreen, type LiveServer, outcome, signIn, startLive } from './live.testing.ts';

const database = freshDatabase({ max: 10 });
let servers: LiveServer[];
let here: WorkshopForTest;
const open: LiveScreen[] = [];

beforeAll(async () => {
	servers = [await startLive(database.db), await startLive(database.db)];
	here = await aWorkshop(database.db);
});
afterAll(async () => {
	for (const screen of open) screen.close();
	await Promise.all(servers.map((server) => server.close()));
});

test('[CASE6] [FEED11] of two screens at two processes one gives the commands of a case and the other follows each', async () => {
	const cookie = await signIn(database.db, here.lin.actor.id!, 'lin');
	const [near, far] = servers.map(({ url }) => {
		const screen = new LiveScreen(url, { workshop: here.slug, feed: 'cases' }, cookie);
		open.push(screen);
		return screen;
	}) as [LiveScreen, LiveScreen];
	await expect.poll(() => near.replica && far.replica).not.toBeNull();
	const caseId = uuidv7();
	const shown = ({ replica }: LiveScreen) => replica?.cards.get(caseId);
	const send = (command: object) => near.socket.emitWithAck('command', { ...command, id: uuidv7(), caseId });
	const customer = { name: '赵一', phone: '' };
	const words = '洗车没洗干净';
	await send({ type: 'openCase', jobId: null, kind: 'complaint', priority: 'normal', words, customer });
	const both = async (seen: object | undefined) => {
		for (const screen of [near, far]) {
			await expect
				.poll(() => shown(screen) ?? null, { timeout: 5_000 })
				.toEqual(seen ? expect.objectContaining(seen) : null);
		}
	};
	await both({ words, customer, status: 'open' });
	await send({ type: 'answerCase', expect: { progress: 1 }, answer: '重新洗车' });
	await both({ status: 'answered', answer: '重新洗车' });
	// Only what is not closed is in the feed.
	await send({ type: 'closeCase', expect: { progress: 2 }, customerSaid: '满意' });
	await both(undefined);
	// Who is refused gets the case as it is now.
	const late = { type: 'answerCase', expect: { progress: 1 }, answer: '别的' };
	expect(await send(late)).toMatchObject({
		...{ ok: false, refusal: { code: 'stale', changedBy: '林晓' } },
		card: { id: caseId, status: 'closed', customerSaid: '满意' }
	});
	await send({ type: 'reopenCase', expect: { progress: 3 }, reason: '还有水渍' });
	await both({ status: 'open', reopened: 1 });
});

test('[FEED11] a technician’s socket does not open the cases', async () => {
	const cookie = await signIn(database.db, here.zhou.actor.id!, 'zhou');
	const socket = dial(servers[0]!.url, { workshop: here.slug, feed: 'cases' }, { cookie });
	expect(await outcome(socket)).toBe('denied');
	socket.disconnect();
});

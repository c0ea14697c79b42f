import { whoIs } from '../identity/identify.server.ts';
import type { Door } from '../commands/perform.server.ts';
import type { CommandReply } from '../commands/reply.ts';
import { maskCustomer } from '../feeds/board.ts';
import type { FeedName } from '../feeds/index.ts';
import type { Job } from '../job/job.ts';
import type { Database } from '../database/database.ts';
import { explainError } from '../database/explain-error.ts';
import { touchTurn } from '../stations/turn.server.ts';
import type { LiveLog, LiveSocket } from './live-socket.ts';
import { mayUse } from './rate-limit-socket.server.ts';

/** Milliseconds until whoever sent a command is answered, whatever became of it: their page waits 8 s. [CMD9] */
const ANSWERED_WITHIN = 6_500;

const unavailable: CommandReply = { ok: false, refusal: { code: 'unavailable' }, job: null };

/** Somebody at a board changes a job; the answer comes after COMMIT. [CMD6] */
export function onCommand(socket: LiveSocket, parts: { db: Database; door: Door; log: LiveLog }): void {
	const { db, door, log } = parts;
	socket.on('command', async (message, reply) => {
		if (typeof reply !== 'function') return;
		const { viewer } = socket.data;
		const { member, workshopId } = viewer;
		if (!member || !mayUse(viewer, 'command'))
			return reply({ ok: false, refusal: { code: 'forbidden' }, job: null });
		const perform = async () => {
			if (member.turn && !(await touchTurn(db, member.turn))) return null;
			const { until, command } = untilOf(message);
			return door.perform(command, { workshopId, roles: member.roles, ...whoIs(member, 'board') }, until);
		};
		try {
			const answer = await inTime(perform());
			if (answer) reply(asSeenBy(viewer.feed, answer));
			else socket.disconnect(true);
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'a command failed');
			reply(unavailable);
		}
	});
}

/** A refusal carries the job as the sender's board shows it. [FEED10] */
const asSeenBy = (feed: FeedName, reply: CommandReply): CommandReply =>
	reply.ok || !reply.job
		? reply
		: { ...reply, job: { ...reply.job, source: null, ...(feed === 'floor' && masked(reply.job)) } };

const masked = ({ customer }: Job) => ({ customer: maskCustomer(customer) });

/** Longest life of a command, milliseconds: a page's clock of this process may have been set meanwhile. */
const LONGEST = 60_000;

/** A command and its end, which stands in the message beside it. [CMD12] */
function untilOf(message: unknown): { command: unknown; until: number | null } {
	if (typeof message !== 'object' || message === null || !Object.hasOwn(message, 'until'))
		return { command: message, until: null };
	const { until, ...command } = message as { until: unknown };
	if (typeof until !== 'number' || !Number.isFinite(until)) return { command: message, until: null };
	return { command, until: Math.min(until, Date.now() + LONGEST) };
}

/** What is late goes on, and is done once: the page repeats it under its id. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`no answer for ${ANSWERED_WITHIN} ms`)), ANSWERED_WITHIN);
	});
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

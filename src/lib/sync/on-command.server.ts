import { senderOf, type Viewer } from '../identity/identify.server.ts';
import type { Door } from '../commands/perform.server.ts';
import type { CommandReply, Refused } from '../commands/reply.ts';
import type { Database } from '../database/database.ts';
import { explainError } from '../database/explain-error.ts';
import { touchTurn } from '../stations/turn.server.ts';
import { feeds } from '../feeds/index.ts';
import { streamOf } from '../streams/streams.ts';
import type { WireReply } from './protocol.ts';
import { cardOf } from './read-feed.server.ts';
import type { Relay } from './relay.server.ts';
import type { LiveLog, LiveSocket } from './live-socket.ts';
import { mayUse } from './rate-limit-socket.server.ts';
import { MINUTE } from '../model/moments.ts';

/** Milliseconds until whoever sent a command is answered, whatever became of it: their page waits 8 s. [CMD9] */
const ANSWERED_WITHIN = 6_500;

const refused = (code: 'unavailable' | 'forbidden'): WireReply => ({
	ok: false,
	refusal: { code },
	card: null
});

/** Somebody at a board changes a job; the answer comes after COMMIT. [CMD6] */
export function onCommand(
	socket: LiveSocket,
	parts: { db: Database; door: Door; relay: Relay; log: LiveLog }
): void {
	const { db, door, relay, log } = parts;
	socket.on('command', async (message, reply) => {
		if (typeof reply !== 'function') return;
		const { viewer } = socket.data;
		const sender = senderOf(viewer);
		if (!sender || !mayUse(viewer, 'command')) return reply(refused('forbidden'));
		const perform = async () => {
			const turn = viewer.member?.turn;
			if (turn && !(await touchTurn(db, turn))) return null;
			const { until, command } = untilOf(message);
			return door.perform(command, sender, until);
		};
		try {
			const answer = await inTime(perform());
			if (answer) reply(asSeenBy(viewer, message, answer));
			else socket.disconnect(true);
		} catch (error) {
			log.warn({ error: explainError(error).message }, 'a command failed');
			reply(refused('unavailable'));
		}
	});

	/** A refusal carries a card as the sender's feed shows it, and no raw state. [FEED10] */
	function asSeenBy(viewer: Viewer, command: unknown, answer: CommandReply): WireReply {
		if (answer.ok) return answer;
		const { state } = answer;
		const refusal = viewer.member ? answer.refusal : withoutNames(answer.refusal);
		const { feed, workshopId } = viewer;
		const settings = relay.settings(workshopId);
		const stream = streamOf((command as { type?: unknown } | null)?.type);
		const isOfFeed = stream === feeds[feed].stream;
		return { ok: false, refusal, card: isOfFeed && state && settings ? cardOf(feed, state, settings) : null };
	}
}

/** A customer is not told who of the staff was first. [FEED4] */
const withoutNames = (refusal: Refused['refusal']): Refused['refusal'] =>
	refusal.code === 'stale' ? { ...refusal, changedBy: '' } : refusal;

/** Longest life of a command, milliseconds: a page's clock of this process may have been set meanwhile. */
const LONGEST = MINUTE;

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

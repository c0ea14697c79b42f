import type { WireReply } from './protocol.ts';

/** How long a command lives, milliseconds: it outlasts a restart of the server. [CMD12] */
export const LIFE = 30_000;
/** Between two tries, milliseconds; and until a connection is looked for again. */
const PAUSE = 1_000;
const LOOK = 250;

/** What a page knows of a command's fate without the server's word. */
export type Unanswered =
	/** It was sent, and no answer came: it may have been done. */
	| 'unavailable'
	/** There was no connection to send it on: it was not done. */
	| 'offline';

export type Delivery<Card = unknown> =
	WireReply<Card> | { ok: false; refusal: { code: Unanswered }; card: null };

/** Sends it once, with its end; null where there is no connection. The promise rejects when no answer came in time. */
export type Send<Card> = (endsAt: number) => Promise<WireReply<Card>> | null;

export interface Timing {
	/** Milliseconds, never going back. */
	elapsed(): number;
	sleep(milliseconds: number): Promise<void>;
}

export const browserTiming: Timing = {
	elapsed: () => performance.now(),
	sleep: (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds))
};

/** The server said what became of it. */
const isFate = <Card>(reply: WireReply<Card> | null): reply is WireReply<Card> =>
	reply !== null && (reply.ok || reply.refusal.code !== 'unavailable');

/**
 * Sends a command until it is answered, or its life is over: the same one under the same id, so that it is done once
 * however often it arrives. [CMD2] [CMD12]
 */
export async function deliver<Card>(send: Send<Card>, timing = browserTiming): Promise<Delivery<Card>> {
	const endsAt = timing.elapsed() + LIFE;
	let sent = false;
	while (timing.elapsed() < endsAt) {
		const trying = send(endsAt);
		if (!trying) {
			await timing.sleep(LOOK);
			continue;
		}
		sent = true;
		const reply = await trying.catch(() => null);
		// Over for the server, and not for us: its clock was set, and is measured again with its next word.
		const tooEarly = reply?.ok === false && reply.refusal.code === 'expired' && timing.elapsed() < endsAt;
		if (isFate(reply) && !tooEarly) return reply;
		await timing.sleep(PAUSE);
	}
	return { ok: false, refusal: { code: sent ? 'unavailable' : 'offline' }, card: null };
}

/**
 * Asks for the fate of a command whose life is over, until the server tells it: done in its time, or never. [CMD13]
 *
 * @param isWanted false ends the asking; the answer is null then
 */
export async function askFate<Card>(
	send: Send<Card>,
	isWanted: () => boolean,
	timing = browserTiming
): Promise<WireReply<Card> | null> {
	const over = timing.elapsed();
	while (isWanted()) {
		const reply = await send(over)?.catch(() => null);
		if (reply && isFate(reply)) return reply;
		await timing.sleep(PAUSE);
	}
	return null;
}

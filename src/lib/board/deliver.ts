import type { CommandReply } from '../door/reply.ts';

/** Each try waits 8 s for its acknowledgement: together they outlast a restart of the server. */
const TRIES = 4;
/** Between two tries, milliseconds. */
const PAUSE = 1_000;

/**
 * Sends a command until it is answered: the same one under the same id, so that it is done once however
 * often it arrives. [CMD2] Gives up as `unavailable`; then nothing is known of its fate.
 *
 * @param send rejects when no answer came in time
 */
export async function deliver(
	send: () => Promise<CommandReply>,
	pause: () => Promise<void> = () => new Promise((resume) => setTimeout(resume, PAUSE))
): Promise<CommandReply> {
	for (let tries = 1; ; tries++) {
		const reply = await send().catch(() => null);
		if (reply && (reply.ok || reply.refusal.code !== 'unavailable')) return reply;
		if (tries === TRIES) return { ok: false, refusal: { code: 'unavailable' }, job: null };
		await pause();
	}
}

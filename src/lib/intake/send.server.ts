import { setTimeout as sleep } from 'node:timers/promises';
import type { Door } from '../commands/perform.server.ts';
import type { CommandReply } from '../commands/reply.ts';
import type { Sender } from '../commands/sender.ts';

/** Milliseconds until a command that got no answer is sent again: PostgreSQL restarts in about a second. */
const PAUSES = [300, 2000];

/** Under the same id each time: what was done before the answer got lost is not done again. [CMD2] */
export async function send(door: Door, sender: Sender, command: object): Promise<CommandReply> {
	for (const pause of PAUSES) {
		try {
			return await door.perform(command, sender);
		} catch {
			await sleep(pause);
		}
	}
	return door.perform(command, sender);
}

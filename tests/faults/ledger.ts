import type { CommandReply } from '../../src/lib/commands/reply.ts';

/** A command as its sender knows it. */
export interface Sent {
	command: { id: string; jobId: string; type: string; expect?: number };
	workshopId: string;
	/** The final answer; null while there is none. */
	reply: CommandReply | null;
}

/** How attempts went that were not answered in full, since the last look. */
export interface Trouble {
	/** Answered `unavailable`: clearly refused. */
	unavailable: number;
	/** Not answered within a page's patience while the connection stood. */
	unanswered: number;
	/** The connection went away under it. */
	cutOff: number;
}

const noTrouble = (): Trouble => ({ unavailable: 0, unanswered: 0, cutOff: 0 });

/** All that was sent, and what was answered: what the database is judged by. */
export class Ledger {
	sent = new Map<string, Sent>();
	acknowledged = 0;
	refused = 0;
	/** The same command answered in two ways: one of them was an effect too many. [CMD2] */
	contradicted: string[] = [];
	#trouble = noTrouble();

	open(workshopId: string, command: Sent['command']): Sent {
		const sent: Sent = { command, workshopId, reply: null };
		this.sent.set(command.id, sent);
		return sent;
	}

	answered(sent: Sent, reply: CommandReply): void {
		const before = sent.reply;
		if (before === null) {
			sent.reply = reply;
			if (reply.ok) this.acknowledged++;
			else this.refused++;
			return;
		}
		if (before.ok && (!reply.ok || reply.revision !== before.revision || reply.version !== before.version)) {
			this.contradicted.push(sent.command.id);
		}
		// Sent twice at once, the first was refused for what no longer held when the second came.
		if (!before.ok && reply.ok) this.contradicted.push(sent.command.id);
	}

	failed(kind: keyof Trouble): void {
		this.#trouble[kind]++;
	}

	/** What went wrong since this was asked last. */
	takeTrouble(): Trouble {
		const trouble = this.#trouble;
		this.#trouble = noTrouble();
		return trouble;
	}
}

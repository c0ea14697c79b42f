import { commandAccess } from '../access/table.ts';
import type { Door } from '../commands/perform.server.ts';
import type { AnyCommandType } from '../streams/streams.ts';
import { readId } from '../model/id.ts';
import { under } from '../runtime/log-context.ts';
import type { Metrics } from './metrics.server.ts';
import type { RelayLag } from './relay-lag.server.ts';
import { inSpan } from '../runtime/span.ts';

export interface CommandLog {
	debug(fields: object, message: string): void;
	info(fields: object, message: string): void;
}

/** The id of a command that is not validated yet. [CMD3] */
export const commandId = (input: unknown): string | undefined =>
	readId((input as { id?: unknown } | null | undefined)?.id) ?? undefined;

function typeOf(input: unknown): AnyCommandType | 'unknown' {
	const { type } = (input ?? {}) as { type?: unknown };
	return typeof type === 'string' && Object.hasOwn(commandAccess, type)
		? (type as AnyCommandType)
		: 'unknown';
}

/**
 * The door, with every command counted, timed, traced and logged under its id: what was done at debug, for there are
 * thousands a day and the audit has them all; what was refused or failed at info. [OBS2] [OBS4] [OBS5]
 */
export function watchedDoor(
	door: Door,
	{ metrics, lag, log }: { metrics: Metrics; lag: RelayLag; log: CommandLog }
): Door {
	return {
		perform(input, sender, until) {
			const type = typeOf(input);
			const command = commandId(input);
			const { workshopId } = sender;
			const attributes = { 'kanche.command.type': type, 'kanche.command.id': command };
			return under({ command }, () =>
				inSpan('command', attributes, async (span) => {
					const begin = performance.now();
					let outcome = 'failed';
					let revision: number | undefined;
					try {
						const reply = await door.perform(input, sender, until);
						if (reply.ok) lag.madeHere(workshopId, (revision = reply.revision));
						outcome = reply.ok ? 'done' : reply.refusal.code;
						return reply;
					} finally {
						const milliseconds = Math.round((performance.now() - begin) * 10) / 10;
						metrics.answered(type, outcome, milliseconds);
						span.setAttribute('kanche.command.outcome', outcome);
						const line = { type, outcome, workshopId, revision, milliseconds };
						if (outcome === 'done') log.debug(line, 'command');
						else log.info(line, 'command');
					}
				})
			);
		}
	};
}

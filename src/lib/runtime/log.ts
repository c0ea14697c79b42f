import { trace } from '@opentelemetry/api';
import pino from 'pino';
import pretty from 'pino-pretty';
import { loadConfig } from './config.ts';
import { errand } from './log-context.ts';

/**
 * The process's log: JSON lines, or readable ones on a terminal. It never carries tokens, names,
 * phone numbers, plates or addresses (a path may be a key): log ids, codes, counts and route ids. What a line was
 * written for stands in it by itself. [OBS3] [OBS4]
 */
export const log = pino(
	{ level: loadConfig().logLevel, base: { pid: process.pid }, mixin: ids },
	process.stdout.isTTY
		? pretty({ sync: true, ignore: 'hostname,pid', translateTime: 'SYS:HH:MM:ss' })
		: undefined
);

/** Of the request, socket and command that is worked on, and of the span, where traces are made. */
function ids(): object {
	const traceId = trace.getActiveSpan()?.spanContext().traceId;
	return traceId ? { ...errand(), trace: traceId } : { ...errand() };
}

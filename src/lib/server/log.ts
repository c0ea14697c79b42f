import pino from 'pino';
import pretty from 'pino-pretty';
import { loadConfig } from './config.ts';

/**
 * The process's log: JSON lines, or readable ones on a terminal. It never carries tokens, names,
 * phone numbers or plates: log ids, codes and counts.
 */
export const log = pino(
	{ level: loadConfig().logLevel, base: { pid: process.pid } },
	process.stdout.isTTY
		? pretty({ sync: true, ignore: 'hostname,pid', translateTime: 'SYS:HH:MM:ss' })
		: undefined
);

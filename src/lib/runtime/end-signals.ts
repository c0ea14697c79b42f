import { constants } from 'node:os';
import { shutDown } from './shutdown.ts';

/** In the environment of a process that ends when the process of this id is gone. */
const STARTED_BY = 'KANCHE_STARTED_BY';
/** Milliseconds between two checks whether the parent process is still there. */
const CHECK_EVERY = 250;

/** For the environment of a child process that must not outlive this one, even after `kill -9`. */
export const endsWithThisProcess = (): Record<string, string> => ({ [STARTED_BY]: String(process.pid) });

/**
 * Calls `end` once, when this process is asked to end: by SIGINT, SIGTERM or SIGHUP, or because npm, or the script that
 * started it, is gone. Later signals are ignored: a Ctrl+C reaches a process from the terminal and again from npm. A
 * process that a shell or a service manager started outlives its parent. [RUN9]
 */
export function onEndSignal(end: (reason: string) => void): void {
	let asked = false;
	const ask = (reason: string) => {
		if (asked) return;
		asked = true;
		end(reason);
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ask(signal));
	// Writing to a terminal that was closed fails; it must not end the process before it has cleaned up.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
	const parent = parentToWatch();
	if (!parent) return;
	setInterval(() => {
		if (process.ppid !== parent) ask('the parent process is gone');
	}, CHECK_EVERY).unref();
}

/** Ends the process when it is asked to, after all steps of the shutdown. Without a `process.exitCode` it names the signal. */
export function endOnSignal(): void {
	onEndSignal((reason) => {
		// Work that the shutdown interrupts fails: nobody needs to know.
		process.on('uncaughtException', () => undefined);
		const signal = (constants.signals as Record<string, number>)[reason];
		void shutDown().finally(() => process.exit(process.exitCode ?? (signal ? 128 + signal : 1)));
	});
}

function parentToWatch(): number | undefined {
	const given = Number(process.env[STARTED_BY]);
	if (given) return given;
	// `exec` in a script of package.json makes npm itself the parent, without a shell between.
	return process.env.npm_lifecycle_script?.startsWith('exec ') ? process.ppid : undefined;
}

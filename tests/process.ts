import { type ChildProcess, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { endsWithThisProcess } from '../src/lib/runtime/end-signals.ts';

/** A program under test. */
export interface Running {
	readonly child: ChildProcess;
	/** All it printed so far. */
	output(): string;
	/** Sends a signal and waits for the end, at most `patience` ms. Resolves to the exit code; null when a signal ended it. */
	end(signal: NodeJS.Signals, patience?: number): Promise<number | null>;
}

export interface Program {
	command: string;
	args: string[];
	cwd?: string;
	/** Its whole environment, beside PATH. */
	env?: Record<string, string>;
}

/** Starts a program and waits, at most `within` ms, until `ready` says yes. Fails with what it printed. */
export async function run(
	program: Program,
	ready: () => Promise<boolean>,
	within = 60_000
): Promise<Running> {
	const child = spawn(program.command, program.args, {
		cwd: program.cwd,
		env: { PATH: process.env.PATH, ...endsWithThisProcess(), ...program.env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	}
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('exit', resolve);
		child.once('error', reject);
	});
	const running: Running = {
		child,
		output: () => output,
		async end(signal, patience = 10_000) {
			child.kill(signal);
			const code = await Promise.race([ended, sleep(patience, 'late' as const, { ref: false })]);
			if (code !== 'late') return code;
			child.kill('SIGKILL');
			throw new Error(`${program.args.join(' ')} ran on ${patience} ms after ${signal}:\n${output}`);
		}
	};
	for (const deadline = Date.now() + within; Date.now() < deadline;) {
		if (await ready()) return running;
		const over = await Promise.race([ended, sleep(50, 'runs' as const)]);
		if (over !== 'runs') throw new Error(`${program.args.join(' ')} ended with ${over}:\n${output}`);
	}
	await running.end('SIGKILL');
	throw new Error(`${program.args.join(' ')} was not ready in ${within} ms:\n${output}`);
}

export interface Outcome {
	code: number | null;
	stdout: string;
	stderr: string;
}

/**
 * Runs one of our commands to its end, in an environment of its own. Run it in the folder of its data, so that
 * no .env reaches it.
 *
 * @param script its path
 */
export async function runScript(
	script: string,
	args: string[],
	{ cwd, env }: { cwd: string; env: Record<string, string> }
): Promise<Outcome> {
	const child = spawn(process.execPath, [script, ...args], {
		cwd,
		env: { PATH: process.env.PATH, ...endsWithThisProcess(), ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
	return { code, stdout, stderr };
}

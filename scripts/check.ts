import { spawn } from 'node:child_process';

// `npm run check`: what the others read is made first, then they run side by side. Each one's output is printed
// whole when it is done; all run to their end, and any failure fails the whole.

const first: string[][] = [
	['npm', 'run', '-s', 'messages'],
	['svelte-kit', 'sync']
];
const beside: string[][] = [
	['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
	['eslint', '.'],
	['oxlint'],
	['prettier', '--check', '.']
];

for (const command of first) if (!(await passes(command))) process.exit(1);
const results = await Promise.all(beside.map(passes));
process.exitCode = results.every(Boolean) ? 0 : 1;

/** Runs a program to its end and prints what it said. */
function passes([program = '', ...args]: string[]): Promise<boolean> {
	const begin = performance.now();
	return new Promise((resolve) => {
		const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
		const said: Buffer[] = [];
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk: Buffer) => said.push(chunk));
		}
		const end = (passed: boolean, why: string) => {
			const seconds = ((performance.now() - begin) / 1000).toFixed(1);
			console.log(`\n${passed ? '✓' : '✗'} ${[program, ...args].join(' ')} (${seconds} s)${why}`);
			process.stdout.write(Buffer.concat(said));
			resolve(passed);
		};
		child.once('error', (error) => end(false, `: ${error.message}`));
		// Not `exit`: what it said last may still be on its way.
		child.once('close', (code) => end(code === 0, ''));
	});
}

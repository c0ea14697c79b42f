import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// `npm run import -- FILE --workshop SLUG`: takes a dealer's work orders onto a board, beside a running
// server or without one.

const root = fileURLToPath(new URL('..', import.meta.url));
const messages = fileURLToPath(new URL('../src/lib/paraglide/messages.js', import.meta.url));

if (!existsSync(messages)) {
	const compiled = spawnSync('npm', ['run', '--silent', 'messages'], { cwd: root, encoding: 'utf8' });
	if (compiled.status !== 0) {
		process.stderr.write(`${compiled.stdout}${compiled.stderr}\nThe messages could not be compiled.\n`);
		process.exit(1);
	}
}
// Imported only now: it speaks by these messages.
const { runImport } = await import('./import/run.ts');
process.exitCode = await runImport(process.argv.slice(2));

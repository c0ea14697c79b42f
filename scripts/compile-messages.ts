import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const messages = fileURLToPath(new URL('../src/lib/paraglide/messages.js', import.meta.url));

/** Commands speak by the product's messages: import them only after this. Ends the process where it fails. */
export function compileMessages(): void {
	if (existsSync(messages)) return;
	const compiled = spawnSync('npm', ['run', '--silent', 'messages'], { cwd: root, encoding: 'utf8' });
	if (compiled.status === 0) return;
	process.stderr.write(`${compiled.stdout}${compiled.stderr}\nThe messages could not be compiled.\n`);
	process.exit(1);
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the tests need of the system, and a file by which to see that it is there. */
const needed: Record<string, string[]> = {
	chromium: ['/usr/bin/chromium'],
	'fonts-noto-cjk': ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'],
	'redis-server': ['/usr/bin/redis-server'],
	// For a server whose database is elsewhere: an older PostgreSQL than its own.
	postgresql: ['/usr/bin/pg_ctlcluster']
};

const missing = () =>
	Object.entries(needed)
		.filter(([, files]) => !files.every(existsSync))
		.map(([name]) => name);

/**
 * Sees to Chromium, Chinese fonts, Redis and a PostgreSQL, which npm does not bring. Root on Debian gets them
 * installed; anybody else is told the command. Returns whether they are all there.
 */
export function ensureSystemPackages(): boolean {
	const lacking = missing();
	if (lacking.length === 0) return true;
	const aptGet = existsSync('/usr/bin/apt-get');
	if (aptGet && process.getuid?.() === 0) {
		console.log(`Installing ${lacking.join(', ')} ...`);
		apt('update', '-qq');
		apt('install', '-y', '-qq', ...lacking);
		const still = missing();
		if (still.length === 0) return true;
		console.error(`Could not install ${still.join(', ')}; see above.`);
		return false;
	}
	console.error(`The tests need packages that are not installed: ${lacking.join(', ')}`);
	console.error(
		aptGet
			? `Install them once with:\n\n  sudo apt-get update && sudo apt-get install -y ${lacking.join(' ')}\n`
			: 'On Debian or Ubuntu they are called so; other systems have the same under similar names.'
	);
	return false;
}

function apt(...args: string[]): void {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}

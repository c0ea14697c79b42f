import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path of a file that is read or run as it is, not bundled. This module runs from src/ or, bundled, from build/.
 *
 * @param path inside the project, such as drizzle/meta/_journal.json
 */
export function projectFile(path: string): string {
	for (
		let folder = dirname(fileURLToPath(import.meta.url));
		folder !== dirname(folder);
		folder = dirname(folder)
	) {
		const candidate = join(folder, path);
		if (existsSync(candidate)) return candidate;
	}
	throw new Error(`${path} is missing beside the program.`);
}

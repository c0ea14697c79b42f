import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a copy of a built tree beside it that says it is another build: what a deploy of a new version looks like to
 * screens.
 *
 * @returns its root
 */
export async function makeOtherBuild(root: string): Promise<string> {
	// Inside the tree, so that it finds the tree's node_modules; in a folder that every tool passes over.
	const other = join(root, '.data', 'other-build');
	await rm(other, { recursive: true, force: true });
	await mkdir(other, { recursive: true });
	for (const part of ['server.ts', 'package.json', 'src/lib', 'drizzle', 'build']) {
		await cp(join(root, part), join(other, part), { recursive: true });
	}
	const { version } = JSON.parse(
		await readFile(join(root, 'build', 'client', '_app', 'version.json'), 'utf8')
	) as { version: string };
	await replaceEverywhere(join(other, 'build', 'server'), version, `${version}-next`);
	return other;
}

async function replaceEverywhere(folder: string, from: string, to: string): Promise<void> {
	for (const name of await readdir(folder)) {
		const path = join(folder, name);
		if ((await stat(path)).isDirectory()) await replaceEverywhere(path, from, to);
		else if (name.endsWith('.js')) {
			const text = await readFile(path, 'utf8');
			if (text.includes(from)) await writeFile(path, text.replaceAll(from, to));
		}
	}
}

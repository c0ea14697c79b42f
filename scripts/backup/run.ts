import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkBackup, makeBackup } from '#lib/backup/backup.server.ts';
import { BackupError, type Foot, type Head } from '#lib/backup/format.ts';
import { restoreBackup, type Restored } from '#lib/backup/restore.server.ts';
import { loadConfig } from '#lib/runtime/config.ts';

const BACKUP = `npm run backup -- FILE

Writes everything the server keeps into FILE: the database and, where the data folder holds it, the secret
that sessions are signed with. The server may run meanwhile. FILE appears once it is whole, and is readable
by you alone: keep it where only those get at it who may read everything.

Which database, and which data folder, is what .env or the environment say, as for the server.`;

const RESTORE = `npm run restore -- FILE
npm run restore -- --check FILE

Puts the backup FILE in the place of everything in the database, all of it or nothing. Stop every server of
the database first. With --check the file is only read, and told whether it is whole.

Which database, and which data folder, is what .env or the environment say, as for the server.`;

/** @returns the exit code: 0 made, 1 not */
export function runBackup(args: string[]): Promise<number> {
	return run(args, BACKUP, async (file) => {
		const begun = performance.now();
		const { head, rows, size } = await makeBackup(loadConfig(), file);
		const lines = [`${file}: ${told(rows)}, ${megabytes(size)}, in ${seconds(begun)}`];
		if (head.authSecret === null) {
			lines.push('AUTH_SECRET is not in it: keep that as well, without it no session and no PIN is right.');
		}
		return lines;
	});
}

/** @returns the exit code: 0 restored, or whole; 1 not */
export function runRestore(args: string[]): Promise<number> {
	return run(args, RESTORE, async (file, check) => {
		const begun = performance.now();
		if (check) {
			const { head, foot } = await checkBackup(file);
			return [`${file} is whole: ${of(head)}, ${told(foot.rows)}`];
		}
		const { head, rows, secret } = await restoreBackup(loadConfig(), file);
		return [
			`Restored ${of(head)}: ${told(rows)}, in ${seconds(begun)}`,
			...secretWords[secret],
			'Whoever was erased, locked out or revoked since then is so no longer: see docs/recovering.md.'
		];
	});
}

const secretWords: Record<Restored['secret'], string[]> = {
	restored: ['The secret of the backup was put into the data folder.'],
	same: [],
	left: ['The secret of the backup is another than AUTH_SECRET, which was left: set it to the one of then.'],
	unknown: ['The backup holds no secret: the server needs the AUTH_SECRET of then.']
};

async function run(
	args: string[],
	usage: string,
	work: (file: string, check: boolean) => Promise<string[]>
): Promise<number> {
	const print = (stream: NodeJS.WriteStream, text: string) => void stream.write(`${text}\n`);
	try {
		const options = { help: { type: 'boolean' }, check: { type: 'boolean' } } as const;
		const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
		if (values.help) {
			print(process.stdout, usage);
			return 0;
		}
		const [file, ...more] = positionals;
		if (file === undefined || more.length > 0) {
			print(process.stderr, usage);
			return 1;
		}
		print(process.stdout, (await work(resolve(file), values.check === true)).join('\n'));
		return 0;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const code = (error as { code?: string }).code ?? '';
		print(process.stderr, code.startsWith('ERR_PARSE_ARGS') ? `${message}\n\n${usage}` : message);
		if (!(error instanceof BackupError) && error instanceof AggregateError) {
			print(process.stderr, error.errors.map(String).join('\n'));
		}
		return 1;
	}
}

const of = ({ madeAt, migration }: Head): string => `the backup of ${madeAt} (${migration.tag})`;

function told(rows: Foot['rows']): string {
	const all = Object.values(rows).reduce((sum, each) => sum + each, 0);
	return `${rows.workshops ?? 0} workshops, ${rows.jobs ?? 0} jobs, ${all} rows in all`;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const seconds = (begun: number): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;

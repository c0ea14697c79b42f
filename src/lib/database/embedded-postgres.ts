import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { ensureRunning, port, prepareCluster, stop } from './postmaster.ts';
import { onShutdown } from '../runtime/shutdown.ts';

export interface EmbeddedPostgres {
	/** How postgres.js connects to it. */
	connection: { host: string; port: number; user: string; database: string };
	/** Leaves; the last process to leave stops PostgreSQL. */
	close(): Promise<void>;
}

const database = 'kanche';
/** The pause before PostgreSQL is started again where it cannot start, milliseconds. */
const BREATH = 1_000;
/** Counts the openings of this process. */
let openings = 0;
/** Any number, the same in every process: who holds this lock, shared, needs PostgreSQL to run. */
const presenceLock = 7_263_001;

/**
 * Opens the server's own PostgreSQL under `dataDir`: starts it, or adopts the one that runs.
 *
 * Several processes may use it at once (a server, an import). Each holds a shared lock in a session
 * of its own; a leaver who can take the lock for himself alone is the last and stops the cluster.
 * Who arrives meanwhile waits at that lock, is cut off by the stop, and starts the cluster anew. A process that is
 * asked to end leaves too, also while it still opens.
 */
export async function openEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
	let closing = false;
	let close = async () => void (closing = true);
	const forget = onShutdown(`its own PostgreSQL ${++openings}`, () => close());
	const cluster = await prepareCluster(dataDir);
	const server = { host: cluster.socket, port, user: 'postgres' };
	let entering: Promise<void> | undefined;

	const presence = postgres({
		...server,
		database: 'postgres',
		max: 1,
		// The lock lives as long as its session: it must never be recycled.
		idle_timeout: 0,
		max_lifetime: null,
		connection: { application_name: `kanche-${process.pid}` },
		// By itself postgres.js prints them between the lines of the log.
		onnotice: () => undefined,
		onclose: () => {
			// PostgreSQL went away under us (killed, out of memory, disk full): bring it back.
			if (!closing) void bringBack();
		}
	});

	function enter(): Promise<void> {
		return (entering ??= arrive().finally(() => (entering = undefined)));
	}

	async function arrive(): Promise<void> {
		for (let attempt = 1; !closing; attempt++) {
			await ensureRunning(cluster);
			try {
				await presence`select pg_advisory_lock_shared(${presenceLock})`;
				return;
			} catch (error) {
				// Cut off by a stop, or connected to a server on its way down.
				if (attempt === 20) throw error;
				await sleep(100);
			}
		}
	}

	/** However long it takes: a full disk may be emptied in an hour, and nobody starts us anew for that. [REL1] */
	async function bringBack(): Promise<void> {
		while (!closing) {
			try {
				return await enter();
			} catch {
				await sleep(BREATH, undefined, { ref: false });
			}
		}
	}

	close = async () => {
		if (closing) return;
		closing = true;
		forget();
		await entering?.catch(() => undefined);
		const last = await presence
			.begin(async (session) => {
				await session`select pg_advisory_unlock_shared(${presenceLock})`;
				const [row] = await session`select pg_try_advisory_lock(${presenceLock}) as last`;
				return row?.last === true;
			})
			.catch(() => false);
		if (last) await stop(cluster);
		await presence.end({ timeout: 0 });
	};
	await enter();
	if (closing) throw new Error('The process is ending.');
	await createDatabase(presence);
	return { connection: { ...server, database }, close };
}

async function createDatabase(presence: postgres.Sql): Promise<void> {
	const known = await presence`select 1 from pg_database where datname = ${database}`;
	if (known.length > 0) return;
	try {
		await presence`create database ${presence(database)}`;
	} catch (error) {
		// 42P04, 23505: another process made it in the same moment.
		const code = (error as { code?: string }).code ?? '';
		if (!['42P04', '23505'].includes(code)) throw error;
	}
}

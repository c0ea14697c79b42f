import type { Health } from '../screens/health.ts';
import type { Recent } from './recent.ts';

const GIGABYTE = 1e9;

/** What a health page is made from. Moments are epoch milliseconds. */
export interface Facts {
	/** Milliseconds that the database takes for the least question; null where it does not answer. */
	database: number | null;
	/** Whether word reaches other processes; null where there is no Redis in the settings. */
	redis: boolean | null;
	/** Programs of ours that are connected to the database: servers, and a backup or an import that runs. */
	programs: number | null;
	/** The workshop's paired walls and lounges. */
	screens: Partial<Record<Health, number>>;
	/** Commands that this process did lately. */
	recent: Recent;
	/** Bytes where the server keeps its own database; null where it uses another's. */
	disk: { free: number; total: number } | null;
}

export type Part = 'database' | 'redis' | 'screens' | 'commands' | 'disk';
/** `look`: it works, but somebody should see to it; `alarm`: somebody is not served. */
export type Verdict = 'well' | 'look' | 'alarm';

/** Of what there is, how it does; what there is not (no Redis, no screen, no command) is missing. [OBS6] */
export function judge({ database, redis, screens, recent, disk }: Facts): Partial<Record<Part, Verdict>> {
	const { silent = 0, behind = 0 } = screens;
	const known = Object.values(screens).some((count) => count > 0);
	return {
		database: database === null ? 'alarm' : database > 500 ? 'look' : 'well',
		...(redis === null ? {} : { redis: redis ? 'well' : 'look' }),
		...(known ? { screens: silent + behind > 0 ? 'alarm' : 'well' } : {}),
		...(recent.p95 === null ? {} : { commands: recent.p95 > 500 ? 'look' : 'well' }),
		...(disk ? { disk: spaceLeft(disk) } : {})
	};
}

/** PostgreSQL stops taking changes where the disk is full: to be seen to days before. */
const spaceLeft = ({ free, total }: { free: number; total: number }): Verdict =>
	free < GIGABYTE ? 'alarm' : free < Math.min(5 * GIGABYTE, total / 10) ? 'look' : 'well';

import type { BoardCard } from '../feeds/board.ts';
import { type Calendar, workLeft } from '../job/outlook.ts';
import { progressOf } from '../model/stage.ts';
import { HOUR } from '../model/moments.ts';

export interface Load {
	/** Cars whose work is still ahead or under way. */
	cars: number;
	/** Standard hours left on them. */
	hours: number;
}

/** What each technician has before them, without `except`: the job being dispatched. */
export function technicianLoads(
	jobs: Iterable<BoardCard>,
	except: string,
	calendar: Calendar,
	now: number
): Map<string, Load> {
	const loads = new Map<string, Load>();
	for (const job of jobs) {
		if (job.technicianId === null || job.id === except) continue;
		if (progressOf(job.stageKind) > progressOf('repair')) continue;
		const { cars, hours } = loads.get(job.technicianId) ?? { cars: 0, hours: 0 };
		loads.set(job.technicianId, { cars: cars + 1, hours: hours + workLeft(job, calendar, now) / HOUR });
	}
	return loads;
}

/** The cars standing on each bay. */
export function carsOnBays(jobs: Iterable<BoardCard>, except: string): Map<string, BoardCard[]> {
	const bays = new Map<string, BoardCard[]>();
	for (const job of jobs) {
		if (job.bayId === null || job.id === except) continue;
		bays.set(job.bayId, [...(bays.get(job.bayId) ?? []), job]);
	}
	return bays;
}

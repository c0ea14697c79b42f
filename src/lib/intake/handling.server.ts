import { and, asc, eq } from 'drizzle-orm';
import type { Job } from '../job/job.ts';
import { firstStage } from '../model/first-stage.ts';
import type { Database } from '../database/database.ts';
import { bays, people, stages } from '../database/schema.ts';
import { nameKey } from './names.ts';
import { plainWord } from './text.ts';
import type { WorkOrder } from './work-order.ts';

/* Who works on a car, where it stands and its key, as a list says: the commands behind the order itself. */

/** The names that a list may use, by their spelling in common. */
export interface Floor {
	technicians: ReadonlyMap<string, string>;
	bays: ReadonlyMap<string, string>;
	stages: (typeof stages.$inferSelect)[];
}

/** 3, 3号 and 3 号工位 are one bay. */
export const bayKey = (name: string): string =>
	plainWord(name).replace(/^(?:工位|bay|no)|(?:号|工位|举升机|bay|lift|位)+$|[^a-z0-9一-鿿]/g, '');

export async function readFloor(db: Database, workshopId: string): Promise<Floor> {
	const [staff, places, columns] = await Promise.all([
		db
			.select({ id: people.id, name: people.name, roles: people.roles })
			.from(people)
			.where(and(eq(people.workshopId, workshopId), eq(people.active, true)))
			.orderBy(asc(people.id)),
		db
			.select({ id: bays.id, name: bays.name })
			.from(bays)
			.where(and(eq(bays.workshopId, workshopId), eq(bays.hidden, false))),
		db.select().from(stages).where(eq(stages.workshopId, workshopId))
	]);
	const technicians = staff.filter(({ roles }) => roles.includes('technician'));
	return {
		technicians: new Map(technicians.map(({ id, name }) => [nameKey(name), id])),
		bays: new Map(places.map(({ id, name }) => [bayKey(name), id])),
		stages: columns
	};
}

/** Of several, 张三/李四, the first: a job has one. */
const firstName = (names: string) => names.split(/[/、,，;；+&]/)[0]?.trim() ?? '';

const technicianOf = ({ technicians }: Floor, { technician = '' }: WorkOrder) =>
	technicians.get(nameKey(firstName(technician))) ?? null;
const bayOf = (floor: Floor, { bay = '' }: WorkOrder) => floor.bays.get(bayKey(bay)) ?? null;

/** Names in these orders that nobody and nothing in the workshop has. */
export function unknownNames(
	floor: Floor,
	orders: readonly WorkOrder[]
): Record<'technicians' | 'bays', string[]> {
	const lost = (names: (string | undefined)[]) => [...new Set(names.filter((name) => !!name))] as string[];
	return {
		technicians: lost(
			orders.map((order) => (technicianOf(floor, order) ? '' : firstName(order.technician ?? '')))
		),
		bays: lost(orders.map((order) => (bayOf(floor, order) ? '' : order.bay)))
	};
}

/** What people or an earlier import did with a job: the file has no say there any more. */
export interface Handled {
	dispatched: boolean;
	parked: boolean;
}

/**
 * The commands that bring a job to where the list says it is. A card that is on the board already is not moved:
 * people move it.
 *
 * @param job null where the import has just made it
 */
export function handling(floor: Floor, order: WorkOrder, job: Job | null, handled: Handled): object[] {
	const commands: object[] = [];
	const technicianId = technicianOf(floor, order);
	const bayId = order.stage === 'ready' || job?.stageKind === 'ready' ? null : bayOf(floor, order);
	const stage =
		job || !order.stage || order.stage === 'booked' ? undefined : firstStage(floor.stages, order.stage);
	if (stage) commands.push({ type: 'move', stageId: stage.id, after: null, before: null });
	if (!handled.dispatched && (technicianId || bayId)) {
		const standardHours = job ? job.standardHours : (order.standardHours ?? null);
		commands.push({ type: 'dispatch', technicianId, bayId, standardHours });
	}
	if (!handled.parked && order.keyTag) {
		commands.push({ type: 'park', spot: job?.parking.spot ?? '', keyTag: order.keyTag });
	}
	return commands;
}

import { uuidv7 } from 'uuidv7';
import type { Draft } from '../job/job.testing.ts';
import { book, order } from '../job/job.testing.ts';
import type { Order } from '../job/job.ts';
import type { Role } from '../model/person.ts';
import type { Database } from '../database/database.ts';
import { people } from '../database/schema.ts';
import type { CommandReply } from './reply.ts';
import { createWorkshop } from '../settings/create-workshop.server.ts';
import type { Door } from './perform.server.ts';
import type { Sender } from './sender.ts';

/** A workshop in a real database, with somebody of every role that commands differ by. */
export async function aWorkshop(db: Database, slug = `w-${uuidv7()}`) {
	const place = { slug, name: slug, language: 'zh-CN' as const, timeZone: 'Asia/Shanghai' };
	const made = await createWorkshop(db, place, null, Date.now());
	const add = async (name: string, ...roles: Role[]): Promise<Sender> => {
		const id = uuidv7();
		await db.insert(people).values({ id, workshopId: made.id, name, roles });
		return {
			workshopId: made.id,
			kind: 'person',
			actor: { kind: 'person', id, name },
			roles,
			screen: 'board'
		};
	};
	return {
		id: made.id,
		slug,
		bays: made.bays,
		stage: (kind: string) => made.stages.find((stage) => stage.kind === kind)!,
		stages: made.stages,
		lin: await add('林晓', 'advisor', 'foreman'),
		zhou: await add('周师傅', 'technician'),
		guest: await add('访客', 'viewer')
	};
}

export type WorkshopForTest = Awaited<ReturnType<typeof aWorkshop>>;

let orders = 0;
/** An order of its own number, by nobody in particular. */
export const anOrder = (more: Partial<Order> = {}): Order => ({
	...order,
	orderNumber: `RO-${++orders}`,
	advisorId: null,
	promise: Date.now() + 4 * 3_600_000,
	...more
});

/** A command on a job of the version seen, ready to send. */
export const onJob = (jobId: string, expect: number, draft: Draft) => ({
	...draft,
	id: uuidv7(),
	jobId,
	expect
});

export const booking = (more: Partial<Order> = {}, arrivedAt: number | null = null) => ({
	...book(anOrder(more), { arrivedAt }),
	...{ id: uuidv7(), jobId: uuidv7() }
});

export type Accepted = Extract<CommandReply, { ok: true }> & { jobId: string };

/** Does a command that must not be refused. */
export async function done(door: Door, command: unknown, sender: Sender): Promise<Accepted> {
	const reply = await door.perform(command, sender);
	if (!reply.ok) throw new Error(`refused as ${reply.refusal.code}`);
	return { ...reply, jobId: reply.id };
}

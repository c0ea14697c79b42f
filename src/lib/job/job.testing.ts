import { expect } from 'vitest';
import type { Expect } from '../stream/expect.ts';
import type { Command, CommandOf, CommandType } from './command.ts';
import type { Context, Decision } from './context.ts';
import { decide } from './decide.ts';
import type { JobEvent } from './event.ts';
import { evolveAll } from './evolve.ts';
import type { Job, Order } from './job.ts';
import type { Bay } from '../model/bay.ts';
import type { Actor } from '../model/actor.ts';
import type { Placed } from './place.ts';
import type { CommandCode } from '../model/refusal.ts';
import type { Person } from '../model/person.ts';
import type { Stage, StageKind } from '../model/stage.ts';
import { HOUR, MINUTE } from '../model/moments.ts';

export { HOUR, MINUTE };

// given(job).when(command).then(events) and .refuses(code): tests of the rules that read like the rules.

/** A Tuesday, 9:00 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 24, 1);

/** A UUID that shows its number: the same one each time. */
export const uuid = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const jobId = uuid(1);
export const lin: Actor = { kind: 'person', id: uuid(21), name: '林晓' };

const stage = (number: number, kind: StageKind, more: Partial<Stage> = {}): Stage => ({
	...{ id: uuid(100 + number), kind, name: `${kind} ${number}`, position: number },
	...{ hidden: false, wipLimit: null, allowance: 0, workTypes: null },
	...more
});

/** A column of each kind, two of repair, and a wash nobody uses. */
export const stages = {
	booked: stage(0, 'booked'),
	arrived: stage(1, 'arrived'),
	waiting: stage(2, 'waiting'),
	diagnosis: stage(3, 'diagnosis'),
	repair: stage(4, 'repair'),
	body: stage(5, 'repair'),
	inspection: stage(6, 'inspection', { allowance: 10 }),
	wash: stage(7, 'wash', { allowance: 15 }),
	oldWash: stage(8, 'wash', { hidden: true }),
	ready: stage(9, 'ready')
};

export const bay1: Bay = { id: uuid(11), name: '1 号工位', position: 0, hidden: false };
export const bay2: Bay = { id: uuid(12), name: '2 号工位', position: 1, hidden: false };
export const oldBay: Bay = { id: uuid(13), name: '旧工位', position: 2, hidden: true };

const person = (number: number, name: string, more: Partial<Person>): Person => ({
	...{ id: uuid(number), name, roles: ['technician'], active: true },
	...more
});
export const advisor = person(21, '林晓', { roles: ['advisor'] });
export const technician = person(22, '周师傅', {});
export const other = person(23, '吴师傅', {});
export const gone = person(24, '郑师傅', { roles: ['technician', 'advisor'], active: false });

export function contextOf(more: Partial<Context> = {}): Context {
	return {
		now: NOW,
		stages: Object.values(stages),
		bays: [bay1, bay2, oldBay],
		people: [advisor, technician, other, gone],
		column: () => [],
		ticket: 'A01',
		...more
	};
}

/** One column holds these cards, the others none. */
export const columnOf =
	(stageId: string, ...cards: Placed[]) =>
	(asked: string): readonly Placed[] =>
		asked === stageId ? cards : [];

export const order: Order = {
	orderNumber: 'RO-2411-018',
	vehicle: {
		plate: '豫A9X770',
		vin: 'LFV2A21K8A3000001',
		brand: 'Volkswagen',
		model: 'Magotan',
		colour: '白'
	},
	customer: { name: '赵一', phone: '13800000001' },
	waiting: true,
	workType: 'maintenance',
	work: '机油机滤',
	standardHours: 1.5,
	remark: '',
	advisorId: advisor.id,
	bookedFor: null,
	promise: NOW + 4 * HOUR
};

/** A command without what the harness knows by itself: its id, the job, the version seen. */
export type Draft<Type extends CommandType = CommandType> = Type extends CommandType
	? Omit<CommandOf<Type>, 'id' | 'jobId' | 'expect'> & { expect?: Expect }
	: never;

let commandsMade = 0;
export function commandOf(draft: Draft, job: Job | null): Command {
	const expected = draft.type === 'book' ? {} : { expect: job?.version ?? 1 };
	return { ...expected, ...draft, id: uuid(1_000 + ++commandsMade), jobId } as Command;
}

/** The job after one more command, which must not be refused. */
export function after(job: Job | null, draft: Draft, context: Context = contextOf()): Job {
	const decision = decide(job, commandOf(draft, job), context);
	if ('refusal' in decision) throw new Error(`refused as ${decision.refusal.code}`);
	return evolveAll(job, decision.events, { at: context.now, by: lin }, jobId);
}

export const book = (more: Partial<Order> = {}, rest: Partial<Draft<'book'>> = {}): Draft<'book'> => ({
	...{ type: 'book', order: { ...order, ...more }, arrivedAt: null, fromSource: false },
	...rest
});
export const moveTo = (
	to: Stage,
	neighbours: { after?: string | null; before?: string | null } = {}
): Draft<'move'> => ({ type: 'move', stageId: to.id, after: null, before: null, ...neighbours });
export const stopFor = (
	reason: CommandOf<'stop'>['reason'],
	more: Partial<Draft<'stop'>> = {}
): Draft<'stop'> => ({
	...{ type: 'stop', reason, expectedUntil: null, note: '', otherWork: false, blocksBay: false },
	...more
});
export const dispatchTo = (more: Partial<Draft<'dispatch'>> = {}): Draft<'dispatch'> => ({
	...{ type: 'dispatch', technicianId: technician.id, bayId: bay1.id, standardHours: 2 },
	...more
});

/** A job that is booked; with stages, then moved through each, a minute between. */
export function jobIn(...through: Stage[]): Job {
	let job = after(null, book(), contextOf({ now: NOW - through.length * MINUTE }));
	through.forEach((to, index) => {
		job = after(job, moveTo(to), contextOf({ now: NOW - (through.length - 1 - index) * MINUTE }));
	});
	return job;
}

export function given(job: Job | null, more: Partial<Context> = {}) {
	const context = contextOf(more);
	return {
		when(draft: Draft) {
			const decision: Decision = decide(job, commandOf(draft, job), context);
			return {
				/** These events happen, each at least as told here. */
				then(...events: (Partial<JobEvent> & Pick<JobEvent, 'type'>)[]): Job {
					if ('refusal' in decision) throw new Error(`refused as ${decision.refusal.code}`);
					expect(decision.events).toMatchObject(events);
					expect(decision.events).toHaveLength(events.length);
					return evolveAll(job, decision.events, { at: context.now, by: lin }, jobId);
				},
				refuses(code: CommandCode): void {
					expect(decision).toMatchObject({ refusal: { code } });
				}
			};
		}
	};
}

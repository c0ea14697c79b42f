import { expect } from 'vitest';
import { advisor, gone, HOUR, lin, MINUTE, NOW, other, technician, uuid } from '../job/job.testing.ts';
import type { RefusalCode } from '../model/refusal.ts';
import { expectOf } from '../stream/expect.ts';
import type { Case } from './case.ts';
import type { CaseContext, CaseDecision } from './define-command.ts';
import { type CaseEvent, evolveCase } from './event.ts';
import {
	type CaseCommand,
	type CaseCommandOf,
	type CaseCommandType,
	caseModuleOf,
	decideCase
} from './registry.ts';

// given(case).when(command).then(events) and .refuses(code): as for jobs, see job.testing.ts.

export { advisor, gone, HOUR, MINUTE, NOW, other, technician };

export const caseId = uuid(501);
/** The only visit there is. */
export const visitId = uuid(1);

export const contextOf = (more: Partial<CaseContext> = {}): CaseContext => ({
	now: NOW,
	people: [advisor, technician, other, gone],
	hasJob: (id) => id === visitId,
	...more
});

/** A command without what the harness knows by itself: its id, the case, the versions seen. */
export type Draft<Type extends CaseCommandType = CaseCommandType> = Type extends CaseCommandType
	? Omit<CaseCommandOf<Type>, 'id' | 'caseId' | 'expect'> & { expect?: Record<string, number> }
	: never;

let commandsMade = 0;
function commandOf(draft: Draft, of: Case | null): CaseCommand {
	const touched = caseModuleOf(draft.type).touches(draft as never);
	const seen = draft.type === 'openCase' ? {} : { expect: of ? expectOf(of, touched) : {} };
	return { ...seen, ...draft, id: uuid(6_000 + ++commandsMade), caseId } as CaseCommand;
}

export const opened = (more: Partial<Draft<'openCase'>> = {}): Draft<'openCase'> => ({
	...{ type: 'openCase', jobId: visitId, kind: 'complaint', priority: 'normal' },
	...{ words: '空调还是不凉', customer: { name: '赵一', phone: '13800000001' } },
	...more
});
export const assigned = (more: Partial<Draft<'assignCase'>> = {}): Draft<'assignCase'> => ({
	...{ type: 'assignCase', ownerId: advisor.id, dueAt: NOW + HOUR },
	...more
});
export const answered = (answer = '明天免费复检'): Draft<'answerCase'> => ({ type: 'answerCase', answer });
export const closed = (customerSaid = '满意'): Draft<'closeCase'> => ({ type: 'closeCase', customerSaid });
export const reopened = (reason = '又不凉了'): Draft<'reopenCase'> => ({ type: 'reopenCase', reason });

/** What a command that must not be refused makes happen. */
export function eventsOf(of: Case | null, draft: Draft): CaseEvent[] {
	const decision = decideCase(of, commandOf(draft, of), contextOf());
	if ('refusal' in decision) throw new Error(`refused as ${decision.refusal.code}`);
	return decision.events;
}

/** The case after commands that must not be refused. */
export function after(of: Case | null, ...drafts: Draft[]): Case {
	let next = of;
	for (const draft of drafts) next = evolveCase(next, eventsOf(next, draft), { at: NOW, by: lin }, caseId);
	return next!;
}

export function given(of: Case | null, more: Partial<CaseContext> = {}) {
	const context = contextOf(more);
	return {
		when(draft: Draft) {
			const decision: CaseDecision = decideCase(of, commandOf(draft, of), context);
			return {
				then(...events: (Partial<CaseEvent> & Pick<CaseEvent, 'type'>)[]): Case {
					if ('refusal' in decision) throw new Error(`refused as ${decision.refusal.code}`);
					expect(decision.events).toMatchObject(events);
					expect(decision.events).toHaveLength(events.length);
					return evolveCase(of, decision.events, { at: context.now, by: lin }, caseId);
				},
				refuses(code: RefusalCode): void {
					expect(decision).toMatchObject({ refusal: { code } });
				}
			};
		}
	};
}

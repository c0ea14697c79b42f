import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { lin, uuid } from '../job/job.testing.ts';
import { type Case, erasedCase } from './case.ts';
import { erasedCaseEvent, evolveCase } from './event.ts';
import {
	advisor,
	after,
	answered,
	assigned,
	caseId,
	closed,
	contextOf,
	eventsOf,
	given,
	gone,
	HOUR,
	MINUTE,
	NOW,
	opened,
	other,
	reopened
} from './case.testing.ts';
import { byPressure, dueState, isLong, LONG, SOON } from './pressing.ts';
import { caseCommandSchema, caseOffers } from './registry.ts';

describe('opening', () => {
	test('[CASE1] keeps the customer’s words, who wrote them down and when, and waits for an answer', () => {
		const of = given(null).when(opened()).then({ type: 'caseOpened', words: '空调还是不凉' });
		expect(of).toMatchObject({
			status: 'open',
			openedAt: NOW,
			openedBy: lin.name,
			ownerId: null,
			version: 1
		});
	});

	test('[CASE1] is about a visit of this workshop, or about none', () => {
		given(null)
			.when(opened({ jobId: uuid(99) }))
			.refuses('unknownJob');
		expect(
			given(null)
				.when(opened({ jobId: null }))
				.then({ type: 'caseOpened' }).jobId
		).toBeNull();
	});

	test('[CASE1] of an id that is there is refused', () => {
		given(after(null, opened())).when(opened()).refuses('caseExists');
	});

	test('[CASE1] takes no case without words', () => {
		const command = { ...opened({ words: ' ' }), id: uuid(7), caseId };
		expect(v.safeParse(caseCommandSchema, command).success).toBe(false);
		expect(v.safeParse(caseCommandSchema, { ...command, words: '慢' }).success).toBe(true);
	});
});

describe('an owner and a due time', () => {
	test('[CASE2] are given together, and taken away', () => {
		const of = given(after(null, opened())).when(assigned()).then({ type: 'caseAssigned' });
		expect(of).toMatchObject({ ownerId: advisor.id, dueAt: NOW + HOUR });
		const free = given(of)
			.when(assigned({ ownerId: null, dueAt: null }))
			.then({ type: 'caseAssigned' });
		expect(free).toMatchObject({ ownerId: null, dueAt: null });
	});

	test('[CASE2] the owner works here; who had it before may keep it', () => {
		given(after(null, opened()))
			.when(assigned({ ownerId: gone.id }))
			.refuses('unknownOwner');
		given(after(null, opened()))
			.when(assigned({ ownerId: uuid(98) }))
			.refuses('unknownOwner');
		const left = given(after(null, opened(), assigned()), { people: [{ ...advisor, active: false }] });
		left.when(assigned({ dueAt: NOW + 2 * HOUR })).then({ type: 'caseAssigned', ownerId: advisor.id });
	});

	test('[CASE2] the due time is not in the past, give or take five minutes; one that has passed may stay', () => {
		const of = after(null, opened());
		given(of)
			.when(assigned({ dueAt: NOW - 6 * MINUTE }))
			.refuses('dueInPast');
		given(of)
			.when(assigned({ dueAt: NOW - 5 * MINUTE }))
			.then({ type: 'caseAssigned' });
		const later = { now: NOW + 3 * HOUR };
		given(after(of, assigned()), later)
			.when(assigned({ ownerId: other.id }))
			.then({ type: 'caseAssigned' });
	});

	test('[CASE2] without a change nothing happens', () => {
		given(after(null, opened(), assigned()))
			.when(assigned())
			.refuses('nothingChanged');
	});
});

describe('the answer', () => {
	test('[CASE3] is kept with its time; a later one takes its place', () => {
		const of = given(after(null, opened())).when(answered()).then({ type: 'caseAnswered' });
		expect(of).toMatchObject({ status: 'answered', answer: '明天免费复检', answeredAt: NOW });
		const again = given(of).when(answered('今天下午复检')).then({ type: 'caseAnswered' });
		expect(again).toMatchObject({ status: 'answered', answer: '今天下午复检' });
	});
});

describe('closing', () => {
	test('[CASE4] needs an answer first, and keeps what the customer said to it', () => {
		given(after(null, opened())).when(closed()).refuses('notAnswered');
		const of = given(after(null, opened(), answered()))
			.when(closed())
			.then({ type: 'caseClosed' });
		expect(of).toMatchObject({ status: 'closed', customerSaid: '满意', closedAt: NOW });
	});

	test('[CASE4] a closed case takes no command but reopening', () => {
		const of = after(null, opened(), answered(), closed());
		for (const draft of [assigned(), answered(), closed()]) given(of).when(draft).refuses('caseClosed');
	});
});

describe('reopening', () => {
	test('[CASE5] is counted, waits for another answer, and keeps owner and due time', () => {
		const before = after(null, opened(), assigned(), answered(), closed());
		const of = given(before).when(reopened()).then({ type: 'caseReopened', reason: '又不凉了' });
		expect(of).toMatchObject({ status: 'open', answer: '', customerSaid: '', closedAt: null, reopened: 1 });
		expect(of).toMatchObject({ ownerId: advisor.id, dueAt: NOW + HOUR, openedAt: before.openedAt });
		given(of).when(closed()).refuses('notAnswered');
	});

	test('[CASE5] only of one that is closed', () => {
		given(after(null, opened())).when(reopened()).refuses('caseOpen');
		given(null).when(reopened()).refuses('unknownCase');
	});
});

describe('[CMD14] two people at one case', () => {
	test('assigning and answering do not refuse each other, two answers do', () => {
		const seen = after(null, opened());
		const expect = { assignment: 1, progress: 1 };
		given(after(seen, answered()))
			.when({ ...assigned(), expect })
			.then({ type: 'caseAssigned' });
		given(after(seen, assigned()))
			.when({ ...answered(), expect })
			.then({ type: 'caseAnswered' });
		given(after(seen, answered()))
			.when({ ...answered('别的'), expect })
			.refuses('stale');
	});
});

test('[CASE4] [CASE5] a case’s page offers what its state allows', () => {
	const offers = (...cases: Case[]) => cases.map((of) => caseOffers(of, contextOf()));
	const open = after(null, opened());
	expect(offers(open, after(open, answered()), after(open, answered(), closed()))).toEqual([
		['assignCase', 'answerCase'],
		['assignCase', 'answerCase', 'closeCase'],
		['reopenCase']
	]);
});

test('[PRIV3] [PRIV9] erased events make the erased case again', () => {
	const drafts = [
		opened(),
		assigned(),
		answered(),
		closed('不太满意'),
		reopened(),
		answered('退款'),
		closed()
	];
	let whole: Case | null = null;
	let erased: Case | null = null;
	/** All that is left of the events. */
	let kept = '';
	for (const draft of drafts) {
		const events = eventsOf(whole, draft);
		whole = evolveCase(whole, events, { at: NOW, by: lin }, caseId);
		const without = events.map(erasedCaseEvent);
		kept += JSON.stringify(without);
		erased = evolveCase(erased, without, { at: NOW, by: lin }, caseId);
	}
	expect(whole).toMatchObject({ status: 'closed', answer: '退款', reopened: 1 });
	expect(erased).toEqual(erasedCase(whole!));
	expect(kept + JSON.stringify(erased)).not.toMatch(/不凉|赵一|1380|复检|满意|退款/);
});

describe('what presses', () => {
	const at = NOW;
	const of = (more: object) => ({ ...after(null, opened()), ...more });

	test('[CASE7] an answer is overdue from the minute that it is due, and soon due two hours before', () => {
		const states = [0, -MINUTE, MINUTE, SOON, SOON + 1].map((away) => dueState(of({ dueAt: at + away }), at));
		expect(states).toEqual(['overdue', 'overdue', 'soon', 'soon', 'later']);
		expect(dueState(of({ dueAt: null }), at)).toBeNull();
		expect(dueState(of({ dueAt: at - HOUR, status: 'answered' }), at)).toBeNull();
	});

	test('[CASE7] a case is open for long after three days, also when it is answered, and not when it is closed', () => {
		expect(isLong(of({ openedAt: at - LONG + 1 }), at)).toBe(false);
		expect(isLong(of({ openedAt: at - LONG }), at)).toBe(true);
		expect(isLong(of({ openedAt: at - LONG, status: 'answered' }), at)).toBe(true);
		expect(isLong(of({ openedAt: at - LONG, status: 'closed' }), at)).toBe(false);
	});

	test('[CASE6] overdue comes first, then urgent, then by the time due, then the oldest', () => {
		const list = [
			of({ id: 'old', openedAt: at - 9 * HOUR }),
			of({
				id: 'answered',
				openedAt: at - 20 * HOUR,
				status: 'answered',
				dueAt: at - HOUR,
				priority: 'urgent'
			}),
			of({ id: 'new', openedAt: at - HOUR }),
			of({ id: 'due later', dueAt: at + 5 * HOUR }),
			of({ id: 'due sooner', dueAt: at + 4 * HOUR }),
			of({ id: 'urgent', priority: 'urgent' }),
			of({ id: 'overdue', dueAt: at - MINUTE }),
			of({ id: 'long overdue', dueAt: at - HOUR })
		];
		const order = ['long overdue', 'overdue', 'urgent', 'due sooner', 'due later', 'answered', 'old', 'new'];
		expect(list.sort((a, b) => byPressure(a, b, at)).map(({ id }) => id)).toEqual(order);
	});
});

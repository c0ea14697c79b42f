import type { Case } from '../../src/lib/case/case.ts';
import { type CaseCommand, caseModuleOf } from '../../src/lib/case/registry.ts';
import { type Command, touchedBy } from '../../src/lib/job/command.ts';
import { expectOf } from '../../src/lib/stream/expect.ts';
import {
	bay1,
	bay2,
	book,
	dispatchTo,
	type Draft,
	moveTo,
	NOW,
	stages,
	stopFor,
	technician
} from '../../src/lib/job/job.testing.ts';
import type { Job } from '../../src/lib/job/job.ts';
import { stoppageReasons } from '../../src/lib/job/stoppage.ts';
import type { Random } from './random.testing.ts';

const columns = [...Object.values(stages).filter(({ hidden }) => !hidden), stages.ready];
/** More cards than this, and nobody books another: a board of tests stays small. */
const ENOUGH = 12;

export const bookingOf = (random: Random, canary: string, jobId = random.uuid()): Command => ({
	...book({
		orderNumber: null,
		vehicle: { plate: '豫A00000', vin: '', brand: '', model: canary, colour: '' }
	}),
	...{ id: random.uuid(), jobId, arrivedAt: null }
});

/** What somebody at a board does next, going by the cards they see. */
export function nextCommand(random: Random, cards: readonly Job[], canary: string): Command {
	if (cards.length === 0 || (cards.length < ENOUGH && random.chance(10))) return bookingOf(random, canary);
	const job = random.pick(cards);
	const draft = draftFor(random, job, cards);
	const expect = expectOf(job, touchedBy(draft));
	return { ...draft, id: random.uuid(), jobId: job.id, expect } as Command;
}

function draftFor(random: Random, job: Job, cards: readonly Job[]): Draft {
	if (random.chance(55)) return move(random, cards);
	switch (random.between(0, 8)) {
		case 0:
			return { type: 'note', text: '看过' };
		case 1:
			return { type: 'park', spot: 'B1', keyTag: '7' };
		case 2:
			return job.stoppage ? { type: 'resume' } : stopFor(random.pick(stoppageReasons), { note: '等' });
		case 3:
			return dispatchTo({
				technicianId: random.pick([null, technician.id]),
				bayId: random.pick([bay1, bay2]).id
			});
		case 4:
			return { type: 'revisePromise', promise: NOW + 5 * 3_600_000, reason: '加项' };
		case 5:
			return { type: 'undo' };
		case 6:
			return job.arrivedAt === null ? { type: 'checkIn', arrivedAt: null } : move(random, cards);
		case 7:
			return job.stageKind === 'ready' ? { type: 'deliver' } : move(random, cards);
		default:
			return random.chance(15) ? { type: 'cancel', reason: '改期' } : move(random, cards);
	}
}

function move(random: Random, cards: readonly Job[]): Draft {
	const to = random.pick(columns);
	const there = cards.filter(({ stageId }) => stageId === to.id);
	const after = there.length > 0 && random.chance(70) ? random.pick(there).id : null;
	return moveTo(to, { after });
}

/** What the person does next who handles cases. Closed ones leave the screen: other people reopen them. */
export function nextCaseCommand(random: Random, cards: readonly Case[], canary: string): CaseCommand {
	const id = random.uuid();
	if (cards.length < 2 || random.chance(20)) {
		return {
			...{ id, caseId: random.uuid(), type: 'openCase', jobId: null, kind: 'complaint', priority: 'high' },
			...{ words: canary, customer: { name: '', phone: '' } }
		};
	}
	const of = random.pick(cards);
	const content = random.pick([
		{ type: 'assignCase' as const, ownerId: null, dueAt: NOW + random.between(1, 9) * 3_600_000 },
		{ type: 'answerCase' as const, answer: '已联系' },
		{ type: 'closeCase' as const, customerSaid: '满意' }
	]);
	const expect = expectOf(of, caseModuleOf(content.type).touches(content as never));
	return { ...content, id, caseId: of.id, expect };
}

import { uuidv7 } from 'uuidv7';
import { bay1, bay2, contextOf, type Draft, NOW, oldBay, uuid } from '../job/job.testing.ts';
import type { Step } from '../job/model.testing.ts';
import type { Database } from '../database/database.ts';
import { bays, people, stages, workshops } from '../database/schema.ts';
import { defaultHours } from '../settings/defaults.ts';
import type { Door } from './perform.server.ts';
import type { Sender } from './sender.ts';

/** The workshop of the pure tests, with the ids they name, in a database: random days run in it, too. */
export async function modelWorkshop(db: Database) {
	const id = uuidv7();
	await db.insert(workshops).values({
		...{ id, slug: 'model', name: 'Model', language: 'en', timeZone: 'Asia/Shanghai' },
		...{ openingHours: defaultHours, epoch: uuid(1_000), createdAt: NOW }
	});
	const context = contextOf();
	const here = { workshopId: id };
	await db.insert(stages).values(context.stages.map((stage) => ({ ...stage, ...here })));
	await db.insert(bays).values([bay1, bay2, oldBay].map((bay) => ({ ...bay, ...here })));
	await db.insert(people).values(context.people.map((person) => ({ ...person, ...here })));
	const owner = { id: uuid(29), name: '老板', roles: ['owner' as const] };
	await db.insert(people).values({ ...owner, ...here });
	// As the import: the only one who may send every command.
	const sender: Sender = {
		workshopId: id,
		actor: { kind: 'import', id: null, name: 'Import' },
		kind: 'operator' as const,
		roles: [],
		screen: 'import'
	};
	return { id, slug: 'model', ownerId: owner.id, sender };
}

/** The moments of the pure tests lie around their own day: moved to around now. */
const today = (draft: Draft): Draft =>
	JSON.parse(JSON.stringify(draft), (_, value: unknown) =>
		typeof value === 'number' && value > NOW / 2 ? value - NOW + Date.now() : value
	) as Draft;

/** Does random steps, several at once, and keeps what versions the jobs have come to. */
export function stepper(door: Door, sender: Sender) {
	const versions = new Map<string, number>();
	let done = 0;
	return {
		get done() {
			return done;
		},
		async step({ slot, stale, ...step }: Step): Promise<void> {
			const [jobId, draft] = [uuid(slot), today(step.draft)];
			const order = 'order' in draft ? { order: { ...draft.order, orderNumber: null } } : {};
			const seen =
				draft.type === 'book' ? {} : { expect: Math.max(1, (versions.get(jobId) ?? 1) - (stale ? 1 : 0)) };
			const reply = await door.perform({ ...draft, ...order, ...seen, id: uuidv7(), jobId }, sender);
			if (reply.ok) {
				versions.set(jobId, Math.max(reply.version, versions.get(jobId) ?? 0));
				done++;
			}
		}
	};
}

/** Opens cases and takes them through to their end and back, one step at a time. */
export function caseStepper(door: Door, sender: Sender) {
	const open: { id: string; next: number }[] = [];
	let done = 0;
	const steps = () => [
		{ type: 'assignCase', ownerId: null, dueAt: Date.now() + 3_600_000 + done },
		{ type: 'answerCase', answer: '已联系' },
		{ type: 'closeCase', customerSaid: '满意' },
		{ type: 'reopenCase', reason: '又响了' }
	];
	return {
		get done() {
			return done;
		},
		async step(): Promise<void> {
			const turn = open[done % 4];
			const id = turn?.id ?? uuidv7();
			const about = { id: uuidv7(), caseId: id };
			const command = turn
				? { ...about, expect: turn.next + 1, ...steps()[turn.next % 4] }
				: {
						...{ ...about, type: 'openCase', jobId: null, kind: 'complaint', priority: 'high' },
						...{ words: '异响', customer: { name: '赵一', phone: '' } }
					};
			const reply = await door.perform(command, sender);
			if (!reply.ok) throw new Error(`refused as ${reply.refusal.code}`);
			if (turn) turn.next++;
			else open.push({ id, next: 0 });
			done++;
		}
	};
}

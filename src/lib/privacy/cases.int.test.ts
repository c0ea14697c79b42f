import { asc, eq } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../tests/database.ts';
import { evolveCase, type CaseEvent } from '../case/event.ts';
import type { Case } from '../case/case.ts';
import { aWorkshop, done, type WorkshopForTest } from '../commands/door.testing.ts';
import { openDoor } from '../commands/perform.server.ts';
import { toCase } from '../commands/projections.server.ts';
import { auditEntries, cases, commands, events } from '../database/schema.ts';
import type { Customer } from '../job/job.ts';
import { deletePerson } from '../people/delete-person.server.ts';
import { addPerson } from '../people/people.server.ts';
import { findCustomer, searchCustomers } from './customers.server.ts';
import { eraseCustomer } from './erase-customer.server.ts';
import { exportCustomer } from './export-customer.server.ts';
import { canary, personalOrder, rowsWith, visit } from './privacy.testing.ts';
import { eraseExpired } from './retention.server.ts';

const database = freshDatabase();
const secret = 'the server’s';
const DAY = 24 * 3_600_000;
const now = Date.now();
/** Longer ago than the 24 months that are kept. */
const old = now - 800 * DAY;
const zhao: Customer = { name: `${canary}赵一`, phone: '138 0000-0001' };
let here: WorkshopForTest;

beforeEach(async () => {
	await database.sql`truncate workshops, users cascade`;
	here = await aWorkshop(database.db);
});

interface About {
	jobId?: string | null;
	customer?: Customer;
	at?: number;
	ownerId?: string | null;
	/** How far it goes. */
	until?: 'open' | 'closed' | 'reopened';
}

/** A case with a canary wherever people type. */
async function aCase({
	jobId = null,
	customer = zhao,
	at = now,
	ownerId = null,
	until = 'closed'
}: About = {}) {
	const door = openDoor(
		database.db,
		() => {},
		() => at
	);
	const caseId = uuidv7();
	const words = `${canary}words`;
	const steps: object[] = [
		{ type: 'openCase', jobId, kind: 'complaint', priority: 'high', words, customer },
		{ type: 'assignCase', ownerId, dueAt: at + DAY },
		{ type: 'answerCase', answer: `${canary}answer` },
		{ type: 'closeCase', customerSaid: `${canary}said` },
		{ type: 'reopenCase', reason: `${canary}reason` }
	];
	for (const [version, step] of steps.slice(0, { open: 3, closed: 4, reopened: 5 }[until]).entries()) {
		const seen = version === 0 ? {} : { expect: version };
		await done(door, { ...seen, ...step, id: uuidv7(), caseId }, here.lin);
	}
	return caseId;
}

const comes = (at = now - DAY, customer = zhao) => visit(database.db, here, at, personalOrder({ customer }));
const expire = () =>
	eraseExpired({
		...{ db: database.db, secret, now },
		onError: (_, error) => {
			throw error;
		}
	});
const rowOf = async (id: string) => (await database.db.select().from(cases).where(eq(cases.id, id)))[0]!;
const entries = async () =>
	(await database.db.select().from(auditEntries).orderBy(asc(auditEntries.id))).map(({ change }) => change);
const subject = async () => (await searchCustomers(database.db, here.id, '13800000001'))[0]!;
const erase = async () =>
	eraseCustomer(database.db, here.id, await subject(), { who: here.lin, secret, now });

describe('[PRIV9] the time of a case', () => {
	test('is over as a job’s is: what is personal goes from row, events and commands, the rest stays', async () => {
		const [gone, stays] = [await aCase({ at: old }), await aCase()];
		const before = toCase(await rowOf(gone));
		await expire();
		const row = await rowOf(gone);
		expect(row).toMatchObject({ words: '', answer: '', customerSaid: '', customer: { name: '', phone: '' } });
		expect(row).toMatchObject({
			erasedAt: now,
			status: 'closed',
			closedAt: before.closedAt,
			dueAt: before.dueAt
		});
		expect((await rowOf(stays)).words).toBe(`${canary}words`);
		const past = await database.db.select().from(events).where(eq(events.streamId, gone));
		expect(JSON.stringify(past)).not.toContain(canary);
		let again: Case | null = null;
		for (const { event, at, actor } of past.sort((a, b) => a.revision - b.revision))
			again = evolveCase(again, [event as CaseEvent], { at, by: actor }, gone);
		expect(again).toEqual(toCase(row));
		expect(await database.db.select().from(commands).where(eq(commands.streamId, gone))).toEqual([]);
		expect(await entries()).toEqual([{ type: 'expiredErased', jobs: 0, cases: 1 }]);
		await expire();
		expect(await entries()).toHaveLength(1);
	});

	test('does not begin while it is open, and ends with the visit that it is about', async () => {
		const open = await aCase({ at: old, until: 'open' });
		const jobId = await comes(old);
		const [ofVisit, openOfVisit] = [await aCase({ jobId }), await aCase({ jobId, until: 'open' })];
		await expire();
		expect([await rowOf(open), await rowOf(ofVisit), await rowOf(openOfVisit)]).toMatchObject([
			{ words: `${canary}words`, erasedAt: null },
			{ words: '', erasedAt: now },
			{ words: `${canary}words`, erasedAt: null }
		]);
		// Closed later it goes with the next run.
		const close = { type: 'closeCase', customerSaid: 's', id: uuidv7(), caseId: openOfVisit, expect: 3 };
		await done(
			openDoor(database.db, () => {}),
			close,
			here.lin
		);
		await expire();
		expect(await rowOf(openOfVisit)).toMatchObject({ words: '', erasedAt: now });
	});

	test('an erased case takes no command any more', async () => {
		const caseId = await aCase({ at: old });
		await expire();
		const reopen = { type: 'reopenCase', reason: 'r', id: uuidv7(), caseId, expect: 4 };
		await expect(
			done(
				openDoor(database.db, () => {}),
				reopen,
				here.lin
			)
		).rejects.toThrow('unknownCase');
	});
});

describe('[PRIV9] a customer', () => {
	test('is erased with the cases about their visits and those that give their number', async () => {
		const jobId = await comes();
		const [ofVisit, byPhone] = [
			await aCase({ jobId, customer: { name: `${canary}弟弟`, phone: '' } }),
			await aCase({ customer: { name: '', phone: '13800000001' } })
		];
		const others = { name: '钱二', phone: '13900000002' };
		const stays = await aCase({ customer: others });
		expect(await erase()).toEqual({ ok: true, jobs: 1 });
		for (const id of [ofVisit, byPhone]) expect(await rowOf(id)).toMatchObject({ words: '', erasedAt: now });
		expect(await rowOf(stays)).toMatchObject({ customer: others, erasedAt: null });
		await database.sql`delete from cases where id = ${stays}`;
		expect(Object.keys(await rowsWith(database.sql, canary))).toEqual(['events']);
	});

	test('is not erased while a case of theirs is open, and the page says how many are', async () => {
		const jobId = await comes();
		await aCase({ jobId, until: 'open' });
		await aCase({ until: 'reopened' });
		expect(await findCustomer(database.db, here.id, await subject())).toMatchObject({ openCases: 2 });
		expect(await erase()).toMatchObject({ ok: false, refusal: { code: 'casesOpen', count: 2 } });
		expect(await entries()).toEqual([]);
	});

	test('is handed their cases with all that was written, and nobody else’s name', async () => {
		const jobId = await comes();
		await aCase({ jobId, customer: { name: '弟弟', phone: '13700000009' }, until: 'reopened' });
		await aCase({ at: now + 1 });
		const exported = await exportCustomer(database.db, here.id, await subject(), here.lin, now);
		expect(exported!.cases).toMatchObject([
			{ status: 'open', words: `${canary}words`, reopened: 1, customer: undefined },
			{ status: 'closed', customer: zhao, answer: `${canary}answer`, customerSaid: `${canary}said` }
		]);
		expect(exported!.cases[0]!.events.slice(2)).toMatchObject([
			{ type: 'caseAnswered', answer: `${canary}answer` },
			{ type: 'caseClosed', customerSaid: `${canary}said` },
			{ type: 'caseReopened', reason: `${canary}reason` }
		]);
		expect(JSON.stringify(exported)).not.toMatch(/弟弟|13700000009/);
	});
});

test('[PPL8] who owns a case, or did, is not deleted', async () => {
	const add = (name: string) => addPerson(database.db, here.id, { name, roles: ['advisor'] }, now);
	const [owner, before] = [await add('负责'), await add('负责过')];
	const by = { actor: here.lin.actor, screen: 'settings' };
	await aCase({ ownerId: owner });
	const caseId = await aCase({ ownerId: before, until: 'open' });
	const release = { type: 'assignCase', ownerId: null, dueAt: null, id: uuidv7(), caseId, expect: 3 };
	await done(
		openDoor(database.db, () => {}),
		release,
		here.lin
	);
	for (const id of [owner, before]) {
		await expect(deletePerson(database.db, here.id, id, by)).rejects.toMatchObject({
			refusal: { code: 'personNamed' }
		});
	}
});

import { setTimeout as sleep } from 'node:timers/promises';
import { and, asc, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signIn } from '../scripts/live/sign-in.ts';
import type { WorkshopForTest } from '../src/lib/commands/door.testing.ts';
import { makeLink } from '../src/lib/progress-links/links.server.ts';
import { addPerson } from '../src/lib/people/people.server.ts';
import type { Role } from '../src/lib/model/person.ts';
import { canary, personalOrder, rowsWith, visit } from '../src/lib/privacy/privacy.testing.ts';
import { openDatabase, type OpenDatabase } from '../src/lib/database/database.ts';
import { auditEntries, customers, jobs, workshops } from '../src/lib/database/schema.ts';
import { dial, outcome } from '../src/lib/sync/live.testing.ts';
import { createWorkshop } from '../src/lib/settings/create-workshop.server.ts';
import { startServer, type TestServer } from './server.ts';
import { DAY } from '../src/lib/model/moments.ts';

const password = 'a long pass phrase';

let server: TestServer;
let database: OpenDatabase;
let one: House;
let two: House;

interface House extends Pick<
	WorkshopForTest,
	'id' | 'slug' | 'bays' | 'stage' | 'stages' | 'lin' | 'zhou' | 'guest'
> {
	cookies: Record<'owner' | 'manager' | 'foreman' | 'advisor', string>;
}

beforeAll(async () => {
	server = await startServer({ env: { LOG_LEVEL: 'trace' } });
	database = await openDatabase({ dataDir: server.dataDir }, { max: 2 });
	one = await furnish('one');
	two = await furnish('two');
}, 120_000);

afterAll(async () => {
	await database?.close();
	await server?.remove();
});

async function furnish(slug: string): Promise<House> {
	const { db } = database;
	const account = (role: Role) => ({ username: `${role}.${slug}`, password });
	const place = { slug, name: slug, language: 'en' as const, timeZone: 'Asia/Shanghai' };
	const made = await createWorkshop(db, place, { name: '王芳', ...account('owner') }, Date.now());
	const add = async (name: string, ...roles: Role[]) => {
		const id = await addPerson(db, made.id, { name, roles, account: account(roles[0]!) }, Date.now());
		const actor = { kind: 'person' as const, id, name };
		return { workshopId: made.id, kind: 'person' as const, actor, roles, screen: 'board' };
	};
	const [lin, zhou] = [await add('林晓', 'advisor'), await add('周师傅', 'technician')];
	await add('韩梅', 'manager');
	await add('李磊', 'foreman');
	const cookie = (role: Role) => signIn(server.url, `${role}.${slug}`, password);
	return {
		...{ id: made.id, slug, bays: made.bays, stages: made.stages, lin, zhou, guest: zhou },
		stage: (kind) => made.stages.find((stage) => stage.kind === kind)!,
		cookies: {
			...{ owner: await cookie('owner'), manager: await cookie('manager') },
			...{ foreman: await cookie('foreman'), advisor: await cookie('advisor') }
		}
	};
}

/** As a browser without JavaScript posts a form. */
async function post(path: string, form: Record<string, string>, cookie = one.cookies.owner) {
	const response = await fetch(`${server.url}/w/one/settings/privacy${path}`, {
		...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual' },
		headers: { accept: 'text/html', origin: server.url, cookie: `lang=en; ${cookie}` }
	});
	return { status: response.status, headers: response.headers, text: await response.text() };
}

const comes = (house: House, name: string, phone: string, more: Parameters<typeof visit>[4] = {}) =>
	visit(database.db, house, Date.now() - DAY, personalOrder({ customer: { name, phone } }), more);

async function subjectOf(house: House, name: string): Promise<{ customer: string; vehicle: string }> {
	const here = and(eq(customers.workshopId, house.id), eq(customers.name, name));
	const [row] = await database.db.select().from(customers).where(here);
	return { customer: row!.id, vehicle: '' };
}

const auditOf = async (house: House) =>
	(
		await database.db
			.select()
			.from(auditEntries)
			.where(eq(auditEntries.workshopId, house.id))
			.orderBy(asc(auditEntries.id))
	)
		.map(({ change, actor }) => ({ ...change, by: actor.name }))
		.filter(({ type }) => /customer|retention|expired/.test(type));

describe('the page', () => {
	test('[PRIV6] is for owners and managers', async () => {
		const status = async (cookie: string) =>
			(await fetch(`${server.url}/w/one/settings/privacy`, { headers: { cookie } })).status;
		const { owner, manager, foreman, advisor } = one.cookies;
		expect(await Promise.all([owner, manager, foreman, advisor].map(status))).toEqual([200, 200, 403, 403]);
		expect(await status(two.cookies.owner)).toBe(404);
	});

	test('[PRIV6] says what is wrong with a search, and keeps what was typed', async () => {
		for (const [words, sentence] of [
			['', 'Please fill this in'],
			['赵', 'Use at least 2 characters'],
			['x'.repeat(61), 'Too long']
		] as const) {
			const { status, text } = await post('?/search', { words });
			expect([words, status, text.includes(sentence)]).toEqual([words, 400, true]);
			expect(text).toContain(`value="${words}"`);
		}
	});

	test('[PRIV6] finds, and the address holds nothing of it', async () => {
		await comes(one, '孙三', '13800000003');
		const { status, text } = await post('?/search', { words: '孙三' });
		expect(status).toBe(200);
		expect(text).toContain('13800000003');
		expect(text).toContain('Jobs: 1');
		expect(text.match(/(?:href|action)="[^"]*(?:孙|%E5%AD%99|13800000003)/)).toBeNull();
		expect((await post('?/search', { words: '孙三' }, one.cookies.manager)).text).toContain('13800000003');
		expect((await post('?/search', { words: '李四四' })).text).toContain('Nothing is kept of anybody');
	});
});

describe('an export', () => {
	test('[PRIV6] is a file that no cache keeps, with all of them, and noted by ids', async () => {
		const jobId = await comes(one, '周七', '13800000007');
		const subject = await subjectOf(one, '周七');
		const { status, headers, text } = await post('/export', subject, one.cookies.manager);
		expect(status).toBe(200);
		expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
		expect(headers.get('content-disposition')).toMatch(
			/^attachment; filename="customer-\d{4}-\d\d-\d\d\.json"$/
		);
		expect(headers.get('cache-control')).toBe('private, no-store');
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		expect(JSON.parse(text)).toMatchObject({
			workshop: { name: 'one' },
			customer: { name: '周七', phone: '13800000007' },
			vehicles: [{ plate: row!.vehicle.plate }],
			jobs: [{ orderNumber: row!.orderNumber, events: expect.any(Array) }]
		});
		expect((await auditOf(one)).at(-1)).toEqual({
			...{ type: 'customerExported', customerId: subject.customer, jobs: 1, by: '韩梅' }
		});
	});
});

describe('erasing', () => {
	test('[PRIV6] asks first: says who, how many jobs, what goes and what stays', async () => {
		await comes(one, '吴八', '13800000008');
		await comes(one, '吴八', '13800000008');
		const before = await auditOf(one);
		const { status, text } = await post('?/confirm', await subjectOf(one, '吴八'));
		expect(status).toBe(200);
		for (const part of ['吴八', 'Jobs: 2', 'cannot be undone', 'Erase for good', 'Stays, without a name']) {
			expect(text).toContain(part);
		}
		expect(await auditOf(one)).toEqual(before);
	});

	test('[PRIV6] [ACC7] erases, puts the customer’s open page out, and leaves nothing behind', async () => {
		const order = personalOrder({}, 'http');
		const jobId = await visit(database.db, one, Date.now() - DAY, order);
		const link = {
			...{ workshopId: one.id, jobId, createdBy: null }
		};
		const { token } = await makeLink(database.db, link, Date.now());
		const socket = dial(server.url, { token });
		expect(await outcome(socket)).toBe('connect');
		expect(await socket.emitWithAck('join', { since: null })).toMatchObject({ ok: true });
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		const subject = { customer: row!.customerId!, vehicle: '' };
		const ended = new Promise((resolve) => void socket.once('disconnect', resolve));
		const { status, text } = await post('?/erase', subject);
		expect([status, text.includes('Erased, jobs: 1')]).toEqual([200, true]);
		expect(await Promise.race([ended, sleep(2000)])).toBe('io server disconnect');
		socket.disconnect();
		expect((await fetch(`${server.url}/p/${token}`)).status).toBe(404);
		expect(await rowsWith(database.sql, `${canary}HTTP`)).toEqual({});
		const past = await fetch(`${server.url}/w/one/board/${jobId}`, {
			headers: { cookie: one.cookies.owner }
		});
		expect(past.status).toBe(404);
		expect((await post('?/search', { words: order.customer.name })).text).toContain('Nothing is kept');
		expect(await post('?/erase', subject)).toMatchObject({ status: 404 });
		expect((await auditOf(one)).at(-1)).toMatchObject({ type: 'customerErased', jobs: 1, by: '王芳' });
	});

	test('[PRIV6] is refused while a car is on the board: says which, and what to do', async () => {
		const jobId = await comes(one, '郑九', '13800000009', { open: true });
		const [row] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		for (const action of ['?/confirm', '?/erase']) {
			const { text } = await post(action, await subjectOf(one, '郑九'));
			expect(text).toContain(`Still on the board: ${row!.ticket}. Hand the car over or cancel the job first`);
			expect(text).not.toContain('Erase for good');
		}
		const [after] = await database.db.select().from(jobs).where(eq(jobs.id, jobId));
		expect(after).toEqual(row);
	});

	test('[ACC2] [ACC4] is nobody else’s: another role, another workshop, a customer of elsewhere', async () => {
		await comes(two, '钱十', '13800000010');
		await comes(one, '冯一', '13800000011');
		const before = await database.db.select().from(jobs).where(isNull(jobs.erasedAt)).orderBy(asc(jobs.id));
		const entries = [await auditOf(one), await auditOf(two)];
		const [foreign, own] = [await subjectOf(two, '钱十'), await subjectOf(one, '冯一')];
		for (const path of ['?/confirm', '?/erase', '/export']) {
			expect([path, (await post(path, foreign)).status]).toEqual([path, 404]);
			expect([path, (await post(path, foreign)).text.includes('13800000010')]).toEqual([path, false]);
			expect([path, (await post(path, own, two.cookies.owner)).status]).toEqual([path, 404]);
			expect([path, (await post(path, own, one.cookies.foreman)).status]).toEqual([path, 403]);
			expect([path, (await post(path, { customer: 'x', vehicle: '' })).status]).toEqual([path, 400]);
		}
		expect((await post('?/search', { words: '钱十' })).text).toContain('Nothing is kept of anybody');
		expect(await database.db.select().from(jobs).where(isNull(jobs.erasedAt)).orderBy(asc(jobs.id))).toEqual(
			before
		);
		expect([await auditOf(one), await auditOf(two)]).toEqual(entries);
	});
});

describe('how long it is kept', () => {
	const months = async () =>
		(await database.db.select().from(workshops).where(eq(workshops.id, one.id)))[0]!.retentionMonths;

	test('[PRIV2] is 1 to 120 months', async () => {
		for (const wrong of ['0', '121', '', 'two', '-1', '1.5']) {
			const { status, text } = await post('?/retention', { months: wrong });
			expect([wrong, status, text.includes('from 1 to 120')]).toEqual([wrong, 400, true]);
		}
		expect(await months()).toBe(24);
		expect((await post('?/retention', { months: '36' })).text).toContain('Saved');
		expect(await months()).toBe(36);
		expect((await auditOf(one)).at(-1)).toEqual({ type: 'retentionChanged', months: 36, by: '王芳' });
	});

	test('[PRIV2] asks before fewer months erase at once what is older; the next run erases it', async () => {
		const old = personalOrder({}, 'run');
		const jobId = await visit(database.db, one, Date.now() - 400 * DAY, old);
		const asked = await post('?/retention', { months: '12' });
		expect(asked.text).toContain('that are older already: 1.');
		expect(await months()).toBe(36);
		const other = await post('?/retention', { months: '11', warned: '12' });
		expect(other.text).toContain('that are older already: 1.');
		expect((await post('?/retention', { months: '12', warned: '12' })).text).toContain('Saved');
		expect(await months()).toBe(12);
		const kept = await comes(one, '褚二', '13800000012');
		await server.stop();
		await server.start();
		await expect.poll(() => rowsWith(database.sql, `${canary}RUN`), { timeout: 30_000 }).toEqual({});
		const rows = await database.db.select().from(jobs).where(eq(jobs.workshopId, one.id));
		const erased = rows.filter(({ erasedAt }) => erasedAt !== null).map(({ id }) => id);
		expect(erased).toContain(jobId);
		expect(erased).not.toContain(kept);
		expect((await auditOf(one)).at(-1)).toEqual({ type: 'expiredErased', jobs: 1, by: '' });
	}, 60_000);

	test('[PRIV7] a run ends with the process in good time, and its failure is logged without what it was about', async () => {
		await database.db.update(workshops).set({ timeZone: 'Mars/North' }).where(eq(workshops.id, two.id));
		await server.stop();
		await server.start();
		await expect.poll(() => server.output(), { timeout: 30_000 }).toContain('erasing what is over failed');
		expect(server.output()).not.toContain(canary);
		const begin = Date.now();
		expect(await server.stop()).toBe(0);
		expect(Date.now() - begin).toBeLessThan(5000);
	}, 60_000);
});

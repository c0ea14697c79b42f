import { test as base, type Browser, type BrowserContext } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { signIn } from '../../scripts/live/sign-in.ts';
import { openDoor, type Door } from '../../src/lib/commands/perform.server.ts';
import type { Order } from '../../src/lib/job/job.ts';
import { makeLink } from '../../src/lib/progress-links/links.server.ts';
import { addPerson } from '../../src/lib/people/people.server.ts';
import { type ScreenKind, type ScreenSettings, usualSettings } from '../../src/lib/model/screen.ts';
import { makeScreen } from '../../src/lib/screens/screens.server.ts';
import { openDatabase, type OpenDatabase } from '../../src/lib/database/database.ts';
import { createWorkshop, type CreatedWorkshop } from '../../src/lib/settings/create-workshop.server.ts';
import { startServer, type TestServer } from '../server.ts';
import { HOUR } from '../../src/lib/model/moments.ts';

/** A running server with one workshop, for the spec files of a worker. */
export interface House {
	server: TestServer;
	database: OpenDatabase;
	workshop: CreatedWorkshop;
	slug: string;
	technicianId: string;
	/** Books a car that is here, in the leftmost stage for arrivals; returns the job's id. */
	receive(plate: string, more?: Partial<Order>): Promise<string>;
	/** Moves a job to the first stage of a kind, on top of it. */
	move(jobId: string, kind: string): Promise<void>;
	/** The ticket code of a job. */
	ticket(jobId: string): Promise<string>;
	/** Takes every job off the board: what spec files before this one left would fill other pages. */
	clear(): Promise<void>;
	/** The path of a new link to a customer's page. */
	link(jobId: string): Promise<string>;
	/** The path of a new screen. */
	screen(kind: ScreenKind, settings?: Partial<ScreenSettings>): Promise<string>;
	/** A context that is signed in, as the foreman or the owner, in a language. */
	staff(browser: Browser, locale: string, username?: 'foreman' | 'owner'): Promise<BrowserContext>;
	/** The id of the stage of a kind. */
	stage(kind: string): string;
}

export const foreman = { username: 'foreman', password: 'a long pass phrase' };

export const test = base.extend<{ emptied: void }, { house: House }>({
	house: [
		// Playwright reads from the pattern which fixtures this one needs: none.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const server = await startServer();
			const database = await openDatabase({ dataDir: server.dataDir }, { max: 2 });
			try {
				await use(await furnish(server, database));
			} finally {
				await database.close();
				await server.remove();
			}
		},
		{ scope: 'worker', timeout: 90_000 }
	],
	emptied: [
		async ({ house }, use) => {
			await house.clear();
			await use();
		},
		{ auto: true }
	]
});

export async function furnish(server: TestServer, database: OpenDatabase): Promise<House> {
	const { db } = database;
	const slug = 'one';
	const always = Array.from({ length: 7 }, () => [['00:00', '24:00']] as const);
	const workshop = await createWorkshop(
		db,
		{
			slug,
			name: '一号车间',
			language: 'zh-CN',
			timeZone: 'Asia/Shanghai',
			openingHours: always,
			phone: '0371-0000-0000'
		},
		{ name: '王强', username: 'owner', password: foreman.password },
		Date.now()
	);
	await addPerson(db, workshop.id, { name: '郑国强', roles: ['foreman'], account: foreman }, Date.now());
	const advisorId = await addPerson(db, workshop.id, { name: '何静', roles: ['advisor'] }, Date.now());
	const technicianId = await addPerson(db, workshop.id, { name: '李磊', roles: ['technician'] }, Date.now());
	const door: Door = openDoor(db, () => {});
	const tester = {
		...{ workshopId: workshop.id, actor: { kind: 'demo' as const, id: null, name: 'test' } },
		...{ kind: 'operator' as const, roles: [], screen: 'test' }
	};
	let orders = 0;

	return {
		...{ server, database, workshop, slug, technicianId },
		async receive(plate, more = {}) {
			const order: Order = {
				orderNumber: `T${String(++orders).padStart(4, '0')}`,
				vehicle: { plate, vin: '', brand: '', model: '天籁', colour: '珠光白' },
				customer: { name: '胡勇', phone: '10012345678' },
				...{ waiting: true, workType: 'maintenance', work: '大保养', standardHours: 1, remark: '' },
				...{ advisorId, bookedFor: null, promise: Date.now() + 4 * HOUR, ...more }
			};
			const jobId = randomUUID();
			const reply = await door.perform(
				{ type: 'book', id: randomUUID(), jobId, order, arrivedAt: Date.now(), fromSource: false },
				tester
			);
			if (!reply.ok) throw new Error(reply.refusal.code);
			return jobId;
		},
		async move(jobId, kind) {
			const [row] = await database.sql<{ version: number }[]>`select version from jobs where id = ${jobId}`;
			const stageId = workshop.stages.find((stage) => stage.kind === kind)!.id;
			const command = { type: 'move', id: randomUUID(), jobId, expect: row!.version, stageId };
			const reply = await door.perform({ ...command, after: null, before: null }, tester);
			if (!reply.ok) throw new Error(reply.refusal.code);
		},
		async ticket(jobId) {
			const [row] = await database.sql<{ ticket: string }[]>`select ticket from jobs where id = ${jobId}`;
			return row!.ticket;
		},
		async clear() {
			const open = await database.sql<{ id: string; version: number }[]>`
				select id, version from jobs where status = 'open'`;
			for (const { id: jobId, version: expect } of open) {
				const cancel = { type: 'cancel', id: randomUUID(), jobId, expect, reason: 'cleared' };
				const reply = await door.perform(cancel, tester);
				if (!reply.ok) throw new Error(reply.refusal.code);
			}
		},
		async link(jobId) {
			const link = { workshopId: workshop.id, jobId, createdBy: null };
			return `/p/${(await makeLink(db, link, Date.now())).token}`;
		},
		async screen(kind, settings = {}) {
			const draft = { ...usualSettings, kind, name: kind, ...settings };
			return `/display/${(await makeScreen(db, workshop.id, draft, Date.now())).token}`;
		},
		async staff(browser, locale, username = 'foreman') {
			const context = await browser.newContext({
				...{ baseURL: server.url, locale, viewport: { width: 1920, height: 1080 } }
			});
			// As a browser does, only sooner; that the form does so too is seen where invitations are.
			const cookies = await signIn(server.url, username, foreman.password);
			await context.addCookies(
				cookies.split('; ').map((cookie) => {
					const [name, value] = cookie.split('=', 2) as [string, string];
					return { name, value, url: server.url, httpOnly: true, sameSite: 'Lax' };
				})
			);
			return context;
		},
		stage: (kind) => workshop.stages.find((stage) => stage.kind === kind)!.id
	};
}

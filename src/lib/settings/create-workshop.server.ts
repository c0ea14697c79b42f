import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import type { Locale } from '../languages/locale.ts';
import type { Bay } from '../model/bay.ts';
import type { Holidays, OpeningHours } from '../model/opening-hours.ts';
import type { Stage } from '../model/stage.ts';
import { type AccountDraft, type Credentials, draftAccount } from '../people/account.server.ts';
import { insertPerson } from '../people/people.server.ts';
import type { Database, Queryable } from '../database/database.ts';
import { bays, stages, workshops } from '../database/schema.ts';
import { defaultBays, defaultHours, defaultStages } from './defaults.ts';

export interface NewWorkshop {
	/** Its part of every address: /w/slug/board. */
	slug: string;
	name: string;
	language: Locale;
	/** IANA: Asia/Shanghai. */
	timeZone: string;
	openingHours?: OpeningHours;
	/** Whose public holidays it keeps; none unless told. [CAL1] */
	holidays?: Holidays;
	phone?: string;
	pickupDesk?: string;
	stages?: (Pick<Stage, 'kind' | 'name' | 'allowance'> & Partial<Pick<Stage, 'workTypes'>>)[];
	/** Their names. */
	bays?: string[];
}

export interface Owner extends Credentials {
	name: string;
}

export interface CreatedWorkshop {
	id: string;
	ownerId: string | null;
	stages: Stage[];
	bays: Bay[];
}

/** Any number, the same in every process: who makes the first workshop holds this lock. */
const FIRST_RUN_LOCK = 7_263_003;

/**
 * Makes a workshop with usual stages, bays and opening hours, and its owner with an account.
 *
 * @param owner null where people come from elsewhere
 * @param now epoch milliseconds
 * @throws Refused `usernameTaken`; a database error 23505 when the slug is taken
 */
export async function createWorkshop(
	db: Database,
	workshop: NewWorkshop,
	owner: Owner | null,
	now: number
): Promise<CreatedWorkshop> {
	const account = owner && (await draftAccount(owner));
	return db.transaction((tx) => insertWorkshop(tx, workshop, owner, account, now));
}

/**
 * The first run: the same, while there is no workshop yet. Of two people who do so at once one wins.
 *
 * @returns null when there is one already
 */
export async function createFirstWorkshop(
	db: Database,
	workshop: NewWorkshop,
	owner: Owner,
	now: number
): Promise<CreatedWorkshop | null> {
	const account = await draftAccount(owner);
	return db.transaction(async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`);
		return (await anyWorkshop(tx)) ? null : insertWorkshop(tx, workshop, owner, account, now);
	});
}

export async function anyWorkshop(db: Queryable): Promise<boolean> {
	const found = await db.select({ id: workshops.id }).from(workshops).limit(1);
	return found.length > 0;
}

async function insertWorkshop(
	tx: Queryable,
	{ slug, name, language, timeZone, phone, pickupDesk, ...rest }: NewWorkshop,
	owner: Owner | null,
	account: AccountDraft | null,
	now: number
): Promise<CreatedWorkshop> {
	const id = uuidv7();
	const newStages = (rest.stages ?? defaultStages(language)).map((stage, position) => ({
		...{ id: uuidv7(), workTypes: null, ...stage, position, hidden: false, wipLimit: null }
	}));
	const newBays = (rest.bays ?? defaultBays(language)).map((bay, position) => ({
		...{ id: uuidv7(), name: bay, position, hidden: false }
	}));
	await tx.insert(workshops).values({
		...{ id, slug, name, language, timeZone, phone, pickupDesk },
		...{
			openingHours: rest.openingHours ?? defaultHours,
			holidays: rest.holidays,
			epoch: randomUUID(),
			createdAt: now
		}
	});
	await tx.insert(stages).values(newStages.map((stage) => ({ ...stage, workshopId: id })));
	if (newBays.length > 0) {
		await tx.insert(bays).values(newBays.map((bay) => ({ ...bay, workshopId: id })));
	}
	const ownerId =
		owner && account
			? await insertPerson(tx, id, { name: owner.name, roles: ['owner'] }, account, now)
			: null;
	return { id, ownerId, stages: newStages, bays: newBays };
}

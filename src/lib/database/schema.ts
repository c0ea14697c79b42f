import { sql } from 'drizzle-orm';
import {
	bigint,
	boolean,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { AccessChange } from '../model/access-change.ts';
import type { Case, CaseKind, CasePriority, CaseStatus } from '../case/case.ts';
import type { FacetVersions } from '../stream/expect.ts';
import type { CaseEvent } from '../case/event.ts';
import type { JobEvent } from '../job/event.ts';
import type { StreamName } from '../stream/stream-name.ts';
import type { Customer, Job, JobStatus, Order, Span, Standing, Vehicle } from '../job/job.ts';
import type { Actor } from '../model/actor.ts';
import type { Holidays, OpeningHours, SpecialDay } from '../model/opening-hours.ts';
import type { StageKind } from '../model/stage.ts';
import type { Stoppage } from '../job/stoppage.ts';
import type { WorkType } from '../model/work-type.ts';
import { users } from './auth-schema.ts';
import type { Role } from '../model/person.ts';
import type { Locale } from '../languages/locale.ts';
import type { ListedJob, RunJob } from '../model/import-run.ts';
import type { ScreenReport } from '../model/screen-report.ts';
import type { Mounting, ScreenKind, Sound, WallLayout } from '../model/screen.ts';
import { instant } from './columns.ts';
import { foldedSql } from './folded-sql.ts';

export * from './auth-schema.ts';

// Ids are made outside SQL (UUIDv7): PostgreSQL has uuidv7() from 18 on, and 15 is supported.

const workshopId = () =>
	uuid()
		.notNull()
		.references(() => workshops.id);

export const workshops = pgTable('workshops', {
	id: uuid().primaryKey(),
	slug: text().notNull().unique(),
	name: text().notNull(),
	/** Of the table of languages. What its unattended screens speak unless told otherwise. */
	language: text().notNull(),
	timeZone: text().notNull(),
	openingHours: jsonb().$type<OpeningHours>().notNull(),
	/** Whose public holidays are closed days by themselves. [CAL1] */
	holidays: text().$type<Holidays>().notNull().default('none'),
	/** Days that differ from the week and from the holidays. [CAL2] */
	specialDays: jsonb().$type<SpecialDay[]>().notNull().default([]),
	/** Whom customers call. */
	phone: text().notNull().default(''),
	/** Where a customer fetches the car, shown in the lounge: 2 号服务台. */
	pickupDesk: text().notNull().default(''),
	/** Random; another one means another line of revisions (a restored backup). */
	epoch: uuid().notNull(),
	/** +1 per committed command, gapless. Locking this row orders all commands of the workshop. [CMD4] */
	revision: bigint({ mode: 'number' }).notNull().default(0),
	/** The revision at which stages, bays, people or the workshop itself last changed. */
	settingsRevision: bigint({ mode: 'number' }).notNull().default(0),
	/** +1 whenever somebody may have lost or gained something: every process then asks its sockets again. [ACC7] */
	accessRevision: bigint({ mode: 'number' }).notNull().default(0),
	/** Plates on walls hide their middle. [FEED6] */
	platesMasked: boolean().notNull().default(false),
	/** Months after which personal data of closed jobs is erased. [PRIV2] */
	retentionMonths: integer().notNull().default(24),
	/** Counts tickets given: 0 is A01. */
	ticketsGiven: integer().notNull().default(0),
	createdAt: instant().notNull()
});

export const stages = pgTable(
	'stages',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		kind: text().$type<StageKind>().notNull(),
		name: text().notNull(),
		position: integer().notNull(),
		hidden: boolean().notNull().default(false),
		wipLimit: integer(),
		/** Minutes. */
		allowance: integer().notNull().default(0),
		/** The kinds of visit that pass here; null: all. [OUT9] */
		workTypes: text().array().$type<WorkType[]>()
	},
	(table) => [index().on(table.workshopId)]
);

export const bays = pgTable(
	'bays',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		name: text().notNull(),
		position: integer().notNull(),
		hidden: boolean().notNull().default(false)
	},
	(table) => [index().on(table.workshopId)]
);

export const people = pgTable(
	'people',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		/** The account this person signs in with; null for somebody who is only named on cards. */
		userId: text().references(() => users.id),
		name: text().notNull(),
		roles: text().array().$type<Role[]>().notNull(),
		active: boolean().notNull().default(true)
	},
	(table) => [index().on(table.workshopId), uniqueIndex('people_user').on(table.userId, table.workshopId)]
);

/** The register of vehicles seen; a job keeps its own copy of what its work order says. */
export const vehicles = pgTable(
	'vehicles',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		plate: text().notNull(),
		details: jsonb().$type<Vehicle>().notNull()
	},
	(table) => [uniqueIndex('vehicles_plate').on(table.workshopId, table.plate)]
);

/** The register of customers, told apart by phone number and name. */
export const customers = pgTable(
	'customers',
	{ id: uuid().primaryKey(), workshopId: workshopId(), name: text().notNull(), phone: text().notNull() },
	(table) => [uniqueIndex('customers_phone_name').on(table.workshopId, table.phone, table.name)]
);

export const jobs = pgTable(
	'jobs',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		version: integer().notNull(),
		/** A version before facets leaves them as they are: see stream/expect.ts. [CMD14] */
		facetVersions: jsonb().$type<FacetVersions>().notNull().default({ counted: 1, facets: {} }),
		/** Fields of the facets that have no columns of their own, by their names. */
		details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
		/** The workshop's revision that last changed this job: what a catch-up asks for. */
		revision: bigint({ mode: 'number' }).notNull(),
		orderNumber: text(),
		ticket: text().notNull(),
		status: text().$type<JobStatus>().notNull(),
		stageId: uuid()
			.notNull()
			.references(() => stages.id),
		stageKind: text().$type<StageKind>().notNull(),
		stageSince: instant().notNull(),
		position: text().notNull(),
		vehicleId: uuid().references(() => vehicles.id),
		customerId: uuid().references(() => customers.id),
		vehicle: jsonb().$type<Vehicle>().notNull(),
		customer: jsonb().$type<Customer>().notNull(),
		waiting: boolean().notNull(),
		workType: text().$type<WorkType>().notNull(),
		work: text().notNull(),
		standardHours: doublePrecision(),
		remark: text().notNull(),
		advisorId: uuid().references(() => people.id),
		technicianId: uuid().references(() => people.id),
		bayId: uuid().references(() => bays.id),
		rework: integer().notNull(),
		bookedFor: instant(),
		arrivedAt: instant(),
		repairDoneAt: instant(),
		readyAt: instant(),
		closedAt: instant(),
		reached: jsonb().$type<Partial<Record<StageKind, number>>>().notNull(),
		firstPromise: instant(),
		promise: instant(),
		promiseChange: jsonb().$type<NonNullable<Job['promiseChange']>>(),
		stoppage: jsonb().$type<Stoppage>(),
		worked: jsonb().$type<Span[]>().notNull(),
		parking: jsonb().$type<Job['parking']>().notNull(),
		lastNote: jsonb().$type<NonNullable<Job['lastNote']>>(),
		lastMove: jsonb().$type<{ at: number; by: string; before: Standing }>(),
		changedBy: text().notNull(),
		changedAt: instant().notNull(),
		source: jsonb().$type<Order>(),
		/** When its personal data was erased; the numbers stay. [PRIV2] */
		erasedAt: instant(),
		/** Keyed hash of the erased order's number: an import that names it again knows that it is over. [PRIV4] */
		orderSeal: text()
	},
	(table) => [
		uniqueIndex('jobs_order_number').on(table.workshopId, table.orderNumber),
		// Rows of before numbers had one spelling: not unique. [JOB5]
		index('jobs_order_key').on(table.workshopId, foldedSql(table.orderNumber)),
		index('jobs_order_seal').on(table.orderSeal),
		index('jobs_vehicle').on(table.vehicleId),
		index('jobs_customer').on(table.customerId),
		index('jobs_revision').on(table.workshopId, table.revision),
		index('jobs_open')
			.on(table.workshopId, table.stageId)
			.where(sql`status = 'open'`),
		index('jobs_to_erase')
			.on(table.workshopId, table.closedAt)
			.where(sql`erased_at is null`)
	]
);

/** Complaints and suggestions. [CASE1] */
export const cases = pgTable(
	'cases',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		version: integer().notNull(),
		facetVersions: jsonb().$type<FacetVersions>().notNull(),
		/** The workshop's revision that last changed this case. */
		revision: bigint({ mode: 'number' }).notNull(),
		jobId: uuid().references(() => jobs.id),
		kind: text().$type<CaseKind>().notNull(),
		priority: text().$type<CasePriority>().notNull(),
		words: text().notNull(),
		customer: jsonb().$type<Case['customer']>().notNull(),
		status: text().$type<CaseStatus>().notNull(),
		openedAt: instant().notNull(),
		openedBy: text().notNull(),
		ownerId: uuid().references(() => people.id),
		dueAt: instant(),
		answer: text().notNull(),
		answeredAt: instant(),
		customerSaid: text().notNull(),
		closedAt: instant(),
		reopened: integer().notNull(),
		changedBy: text().notNull(),
		changedAt: instant().notNull(),
		/** When its personal data was erased. [PRIV2] */
		erasedAt: instant()
	},
	(table) => [
		index('cases_revision').on(table.workshopId, table.revision),
		index('cases_job').on(table.jobId),
		index('cases_open')
			.on(table.workshopId)
			.where(sql`status <> 'closed'`),
		index('cases_to_erase')
			.on(table.workshopId, table.closedAt)
			.where(sql`erased_at is null`)
	]
);

/**
 * Append-only: what happened to jobs, cases and the like, and what KPIs and the replay are read from. The database itself
 * refuses changes, except where personal data is erased. [CMD7] [PRIV2] [EVT3]
 */
export const events = pgTable(
	'events',
	{
		workshopId: workshopId(),
		revision: bigint({ mode: 'number' }).notNull(),
		/** 0, 1 ... within one command. */
		ordinal: integer().notNull(),
		/** What kind of thing it happened to, and its id. */
		stream: text().$type<StreamName>().notNull().default('job'),
		streamId: uuid().notNull(),
		/** Of versions before streams: equal in a job's rows. Goes with the next release. */
		jobId: uuid().references(() => jobs.id),
		type: text().notNull(),
		/** Of the event's shape. [EVT2] */
		version: integer().notNull().default(1),
		event: jsonb().$type<JobEvent | CaseEvent>().notNull(),
		actor: jsonb().$type<Actor>().notNull(),
		/** From which screen: board, import, demo ... */
		screen: text().notNull(),
		commandId: uuid().notNull(),
		at: instant().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.workshopId, table.revision, table.ordinal] }),
		index('events_stream').on(table.streamId, table.revision)
	]
);

/** Every command done, so that one sent again is answered and not done again. [CMD2] */
export const commands = pgTable(
	'commands',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		stream: text().$type<StreamName>().notNull().default('job'),
		streamId: uuid().notNull(),
		/** As in `events`. */
		jobId: uuid(),
		/** SHA-256 of the content: the same id with other content is refused. [CMD3] */
		fingerprint: text().notNull(),
		revision: bigint({ mode: 'number' }).notNull(),
		version: integer().notNull(),
		/** The types of the events it made. */
		did: text().array().notNull(),
		at: instant().notNull()
	},
	(table) => [index('commands_at').on(table.at)]
);

/** An import that was written down: ids alone, so that it can be taken back. [IMP16] */
export const importRuns = pgTable(
	'import_runs',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		at: instant().notNull(),
		/** The person; null: the operator. */
		by: uuid(),
		created: integer().notNull().default(0),
		updated: integer().notNull().default(0),
		/** What it changed. */
		jobs: jsonb().$type<RunJob[]>().notNull(),
		/** Open cards that are over there, or that the file no longer has. */
		listed: jsonb().$type<ListedJob[]>().notNull(),
		takenBackAt: instant()
	},
	(table) => [index('import_runs_at').on(table.workshopId, table.at)]
);

/** Append-only: who changed who may see or do what, and the settings. Ids, no customer's data. [AUD1] */
export const auditEntries = pgTable(
	'audit_entries',
	{
		/** UUIDv7: ascends with time. */
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		at: instant().notNull(),
		actor: jsonb().$type<Actor>().notNull(),
		screen: text().notNull(),
		change: jsonb().$type<AccessChange>().notNull()
	},
	(table) => [index('audit_entries_at').on(table.workshopId, table.at)]
);

/** A tablet that several people share on the floor, and whose turn it is there. [STA1] */
export const stations = pgTable(
	'stations',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		name: text().notNull(),
		/** Minutes without a touch after which whoever is at it is signed out. */
		idleMinutes: integer().notNull().default(5),
		/** SHA-256, hexadecimal, of the device's token; null until a device was paired. */
		tokenHash: text().unique(),
		pairedAt: instant(),
		/** The person who made the one-time link by which the device was paired; null: the operator, or unknown. [PPL9] */
		pairedBy: uuid(),
		createdAt: instant().notNull(),
		revokedAt: instant(),
		/** Who is at it, by the hash of a token made for this turn alone; all null while it is locked. */
		turnHash: text().unique(),
		personId: uuid().references(() => people.id),
		turnSince: instant(),
		activeAt: instant()
	},
	(table) => [index().on(table.workshopId), index('stations_paired_by').on(table.pairedBy)]
);

/** What somebody types at a station, hashed. */
export const pins = pgTable('pins', {
	personId: uuid()
		.primaryKey()
		.references(() => people.id),
	hash: text().notNull(),
	setAt: instant().notNull()
});

/** A one-time address: it makes or resets somebody's account, or pairs a station. [PASS1] */
export const passes = pgTable(
	'passes',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		personId: uuid().references(() => people.id),
		stationId: uuid().references(() => stations.id),
		tokenHash: text().notNull().unique(),
		/** Who made it, and must still be allowed to when it is used; null: the operator. [PASS5] */
		createdBy: uuid().references(() => people.id),
		createdAt: instant().notNull(),
		expiresAt: instant().notNull(),
		/** Also set where a newer one took its place. */
		usedAt: instant()
	},
	(table) => [
		index('passes_person').on(table.personId),
		index('passes_station').on(table.stationId),
		index('passes_maker').on(table.createdBy)
	]
);

/** What holds for all servers of this database: one row, with id 1. [RUN4] */
export const site = pgTable('site', {
	id: integer().primaryKey(),
	/** Keyed hash, by which a server with another secret is known. */
	secretSeal: text().notNull()
});

/** Points of rate-limiter-flexible, whose names these are: limits hold across processes and restarts. */
export const limits = pgTable('limits', {
	key: text().primaryKey(),
	points: integer().notNull(),
	expire: timestamp({ withTimezone: true, precision: 3 })
});

/** An address that opens one customer's page without an account. */
export const links = pgTable(
	'links',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		jobId: uuid()
			.notNull()
			.references(() => jobs.id),
		/** SHA-256, hexadecimal, of the 32 random bytes in the address. */
		tokenHash: text().notNull().unique(),
		createdBy: uuid().references(() => people.id),
		createdAt: instant().notNull(),
		revokedAt: instant()
	},
	(table) => [
		index().on(table.workshopId),
		index('links_job').on(table.jobId),
		index('links_maker').on(table.createdBy)
	]
);

/** A television or window on a wall or in the lounge: what it shows, and what it last said of itself. [SCR1] */
export const screens = pgTable(
	'screens',
	{
		id: uuid().primaryKey(),
		workshopId: workshopId(),
		name: text().notNull(),
		kind: text().$type<ScreenKind>().notNull(),
		layout: text().$type<WallLayout>().notNull(),
		/** Null: all. Not a foreign key: a stage that is gone shows no cars. */
		stageIds: uuid().array(),
		/** Diagonal of the glass, and how many metres away people stand: type size and rows follow from them. */
		inches: doublePrecision().notNull(),
		metres: doublePrecision().notNull(),
		mounting: text().$type<Mounting>().notNull(),
		/** Null: the workshop's language. */
		language: text().$type<Locale>(),
		sound: text().$type<Sound>().notNull(),
		/** SHA-256, hexadecimal, of the 32 random bytes that the device holds. */
		tokenHash: text().notNull().unique(),
		/** The person who typed the code of the device; null: the operator, or unknown. [PPL9] */
		pairedBy: uuid(),
		createdAt: instant().notNull(),
		/** When its settings last changed: a screen that was rendered with older ones asks for them. */
		changedAt: instant().notNull(),
		/** When somebody last asked it to load its page anew. */
		reloadAskedAt: instant(),
		revokedAt: instant(),
		/** What it last said, and when. [SCR5] */
		heardAt: instant(),
		report: jsonb().$type<ScreenReport>(),
		/** Since when it shows less than this server told it; null while it keeps up. */
		behindSince: instant()
	},
	(table) => [index().on(table.workshopId), index('screens_paired_by').on(table.pairedBy)]
);

/** A device that waits to be paired, and the code it shows. Gone once it was typed. [SCR2] */
export const pairings = pgTable('pairings', {
	code: text().primaryKey(),
	tokenHash: text().notNull().unique(),
	expiresAt: instant().notNull()
});

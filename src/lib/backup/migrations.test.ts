import { describe, expect, test } from 'vitest';
import { migrationsFolder } from '../database/database.ts';
import { type Migration, readMigrations } from './migrations.ts';

/* [RUN6] While a release goes in, processes of the version before work on the database as the new one made it. */

/** From this one on. */
const FIRST = '0006';
/** Above whatever is not harmless by its form; says why the version before goes on all the same. */
const REASON = /^-- The version before: \S.*$/m;

/** Adds what the version before neither reads nor has to fill in. Everything else may be in its way. */
function isHarmless(statement: string): boolean {
	if (/^create (?:table|index) "\w+" [^;]*$/.test(statement)) return true;
	const column = /^alter table "\w+" add column "\w+" ([^;]*)$/.exec(statement)?.[1];
	if (column === undefined || /\b(?:unique|primary|references|check|drop|rename|alter)\b/.test(column))
		return false;
	return !/\bnot null\b/.test(column) || /\bdefault\b/.test(column);
}

/** In a table that the same migration makes anything goes. */
const inTable = /^(?:alter table|insert into|create unique index "\w+" on) "(\w+)"[^;]*$/;

/** The statements of a migration that stop the version before, or may, and say nothing about it. */
function inTheWay({ statements }: Pick<Migration, 'statements'>): string[] {
	const made = new Set(statements.map((each) => /create table "(\w+)"/i.exec(each)?.[1]));
	return statements.filter((statement) => {
		const bare = statement
			.replaceAll(/^\s*--.*$/gm, '')
			.replaceAll(/\s+/g, ' ')
			.trim()
			.replace(/;$/, '')
			.toLowerCase();
		const table = inTable.exec(bare)?.[1];
		return !(bare === '' || isHarmless(bare) || (table && made.has(table)) || REASON.test(statement));
	});
}

const migrations = readMigrations(migrationsFolder());
const since = migrations.filter(({ tag }) => tag.slice(0, 4) >= FIRST);

test('[RUN6] from 0006 on no migration stands in the way of the version before', () => {
	const found = since.flatMap((each) => inTheWay(each).map((statement) => `${each.tag}: ${statement}`));
	expect(found, 'see docs/running.md, Upgrading').toEqual([]);
});

describe('[RUN6] what stands in its way', () => {
	test.each([
		'DROP TABLE "bays";',
		'ALTER TABLE "links" DROP COLUMN "kind";',
		'ALTER TABLE "links" RENAME COLUMN "kind" TO "sort";',
		'ALTER TABLE "bays" RENAME TO "places";',
		'ALTER TABLE "links" ALTER COLUMN "job_id" SET NOT NULL;',
		'ALTER TABLE "jobs" ALTER COLUMN "ticket" SET DATA TYPE integer;',
		'ALTER TABLE "jobs" ADD COLUMN "colour" text NOT NULL;',
		'ALTER TABLE "jobs" ADD COLUMN "colour" text UNIQUE;',
		'ALTER TABLE "jobs" ADD COLUMN "bay" uuid REFERENCES "bays"("id");',
		'ALTER TABLE "jobs" ADD COLUMN "colour" text; DROP TABLE "bays";',
		'ALTER TABLE "jobs" ADD COLUMN "colour" text, DROP COLUMN "ticket";',
		'ALTER TABLE "jobs" ADD CONSTRAINT "one" UNIQUE("ticket");',
		'CREATE UNIQUE INDEX "one" ON "jobs" USING btree ("ticket");',
		'UPDATE "jobs" SET "ticket" = 0;',
		'-- It is not needed any more.\nDROP TABLE "bays";'
	])('%s', (statement) => {
		expect(inTheWay({ statements: [statement] })).toEqual([statement]);
	});

	test('is what 0004 did', () => {
		const { statements } = migrations.find(({ tag }) => tag === '0004_screens')!;
		expect(inTheWay({ statements }).length).toBeGreaterThan(8);
	});

	test('is not what it neither reads nor fills in, nor what says how it goes on', () => {
		const statements = [
			'CREATE TABLE "loans" (\n\t"id" uuid PRIMARY KEY NOT NULL,\n\t"plate" text NOT NULL\n);\n',
			'ALTER TABLE "loans" ADD CONSTRAINT "loans_job" FOREIGN KEY ("job_id") REFERENCES "public"."jobs"("id");',
			'CREATE UNIQUE INDEX "loans_plate" ON "loans" USING btree ("plate");',
			'INSERT INTO "loans" ("id", "plate") SELECT "id", "plate" FROM "jobs";',
			'ALTER TABLE "jobs" ADD COLUMN "colour" text;',
			'\nALTER TABLE "jobs" ADD COLUMN "shiny" boolean DEFAULT false NOT NULL;',
			'CREATE INDEX "jobs_colour" ON "jobs" USING btree ("colour");',
			'-- The version before: reads and writes it no more, since 0006.\nALTER TABLE "jobs" DROP COLUMN "old";'
		];
		expect(inTheWay({ statements })).toEqual([]);
		expect(inTheWay(migrations.find(({ tag }) => tag === '0005_site')!)).toEqual([]);
	});
});

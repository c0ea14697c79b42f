import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type postgres from 'postgres';

/** One step of the database's form, as `drizzle/` holds it. */
export interface Migration {
	/** 0004_screens. */
	tag: string;
	/** By which drizzle knows it, milliseconds. */
	when: number;
	hash: string;
	statements: string[];
}

type Session = postgres.Sql | postgres.TransactionSql;

/** All migrations of the folder, in order. */
export function readMigrations(folder: string): Migration[] {
	const journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
		entries: { tag: string }[];
	};
	return readMigrationFiles({ migrationsFolder: folder }).map((each, index) => ({
		...{ tag: journal.entries[index]!.tag, when: each.folderMillis },
		...{ hash: each.hash, statements: each.sql }
	}));
}

/** When the newest migration in the database was made, as `Migration.when`; null where there is none. */
export async function newestApplied(sql: Session): Promise<number | null> {
	const [known] = await sql`select to_regclass('drizzle.__drizzle_migrations') as "table"`;
	if (!known?.table) return null;
	const [row] = await sql`select max(created_at) as newest from drizzle.__drizzle_migrations`;
	return row?.newest ? Number(row.newest) : null;
}

/** Applies migrations inside the caller's transaction, and writes them down as drizzle does. */
export async function applyMigrations(sql: Session, migrations: readonly Migration[]): Promise<void> {
	for (const { statements, hash, when } of migrations) {
		for (const statement of statements) await sql.unsafe(statement);
		await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${when})`;
	}
}

/** Every table, function and type that the migrations ever made: whatever else lies beside them is not ours. */
export function madeBy(migrations: readonly Migration[]): Record<'tables' | 'functions' | 'types', string[]> {
	const text = migrations.flatMap(({ statements }) => statements).join('\n');
	const named = (words: string) => {
		const matches = text.matchAll(new RegExp(`${words}\\s+(?:"public"\\.)?"(\\w+)"`, 'gi'));
		return [...new Set([...matches].map((match) => match[1] as string))];
	};
	return {
		tables: named('(?:create\\s+table(?:\\s+if\\s+not\\s+exists)?|rename\\s+to)'),
		functions: named('create\\s+(?:or\\s+replace\\s+)?function'),
		types: named('create\\s+type')
	};
}

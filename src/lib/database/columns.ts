import { type SQL, sql } from 'drizzle-orm';
import { customType, type PgColumn } from 'drizzle-orm/pg-core';

/** A moment: timestamptz in the database, epoch milliseconds in the code. */
export const instant = customType<{ data: number; driverData: string }>({
	dataType: () => 'timestamp (3) with time zone',
	toDriver: (moment) => new Date(moment).toISOString(),
	fromDriver: (text) => readInstant(String(text))
});

/** PostgreSQL prints `2026-11-23 08:00:00+00`; inside JSON it prints `2026-11-23T08:00:00+00:00`. */
export function readInstant(text: string): number {
	const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
	return Date.parse(iso);
}

/**
 * As `inArray`, with one parameter however many there are: thousands cost drizzle a millisecond and more.
 *
 * @param values ids and hashes: without commas, quotes, braces and backslashes
 */
export const among = (column: PgColumn, values: readonly string[]): SQL =>
	sql`${column} = any(${`{${values.join(',')}}`}::${sql.raw(column.getSQLType())}[])`;

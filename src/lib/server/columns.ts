import { customType } from 'drizzle-orm/pg-core';

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

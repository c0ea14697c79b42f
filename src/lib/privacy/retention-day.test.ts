import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptSince } from './retention-day.ts';

const at = (local: string, timeZone: string): number =>
	Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;

test.each([
	// Closed on the 24th, kept through the 24th.
	['2026-11-24T00:00', 24, 'Asia/Shanghai', '2024-11-24T00:00'],
	['2026-11-24T23:59:59', 24, 'Asia/Shanghai', '2024-11-24T00:00'],
	['2026-11-25T00:00', 24, 'Asia/Shanghai', '2024-11-25T00:00'],
	// Where it is already the 25th.
	['2026-11-25T00:30', 24, 'Pacific/Auckland', '2024-11-25T00:00'],
	// The last days of January end with February.
	['2026-02-28T12:00', 1, 'Europe/Berlin', '2026-01-28T00:00'],
	['2026-03-01T12:00', 1, 'Europe/Berlin', '2026-02-01T00:00'],
	// 28 February is over after 28 March, not only in April.
	['2026-03-29T12:00', 1, 'Europe/Berlin', '2026-03-01T00:00'],
	['2024-02-29T12:00', 12, 'UTC', '2023-03-01T00:00'],
	// Midnight is left out there on that day.
	['2019-09-08T12:00', 1, 'America/Santiago', '2019-08-08T00:00'],
	['2018-12-04T12:00', 1, 'America/Sao_Paulo', '2018-11-04T01:00']
])('[PRIV2] on %s, kept %i months in %s: what was closed before %s is over', (now, months, zone, since) => {
	expect(keptSince(months, zone, at(now, zone))).toBe(at(since, zone));
});

test('[PRIV2] a job is kept through its day that many months later, and never a day longer', () => {
	const zone = fc.constantFrom('Asia/Shanghai', 'America/Santiago', 'Pacific/Apia', 'Europe/London');
	const moment = fc.integer({ min: Date.UTC(2009, 0, 1), max: Date.UTC(2040, 0, 1) });
	const days = fc.integer({ min: -40, max: 40 });
	fc.assert(
		fc.property(moment, fc.integer({ min: 1, max: 120 }), zone, days, (now, months, timeZone, offset) => {
			const dayOf = (moment: number) =>
				Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDate();
			const closedAt = dayOf(now).subtract({ months }).add({ days: offset }).toZonedDateTime(timeZone);
			const last = closedAt.toPlainDate().add({ months });
			const over = Temporal.PlainDate.compare(last, dayOf(now)) < 0;
			expect(closedAt.epochMilliseconds < keptSince(months, timeZone, now)).toBe(over);
		}),
		{ numRuns: 2000 }
	);
});

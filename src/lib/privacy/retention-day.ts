/**
 * The moment before which closed jobs are erased: the start of the first day, by the workshop's calendar,
 * whose months are not over yet. A job closed on 24 November is kept through the 24th of its last month and
 * goes on the 25th; one of 31 January, kept a month, is kept through the last of February. [PRIV2]
 *
 * @param months calendar months, 1 or more
 * @param timeZone IANA
 * @param now epoch milliseconds
 * @returns epoch milliseconds
 */
export function keptSince(months: number, timeZone: string, now: number): number {
	const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
	const isOver = (day: Temporal.PlainDate) => Temporal.PlainDate.compare(day.add({ months }), today) < 0;
	// At most four days of a month lead to the end of a shorter one.
	let day = today.subtract({ months });
	while (isOver(day)) day = day.add({ days: 1 });
	return day.toZonedDateTime(timeZone).epochMilliseconds;
}

import { reasonsOf } from '#lib/intake/report-words.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Outcome } from './import-file.ts';

/** For people: counts, each rejected row with its line and what to fix, and what else is worth knowing. */
export function textOf({ report, timeZone, left }: Outcome): string {
	const { rejected, advisorsAdded, advisorsRefused, advisorsGone, ignoredColumns } = report;
	const counts: [string, number][] = [
		[m.intake_count_created(), report.created],
		[m.intake_count_updated(), report.updated],
		[m.intake_count_unchanged(), report.unchanged],
		[m.intake_count_rejected(), rejected.length]
	];
	const rows = rejected.map((row) => {
		const where = `${m.intake_line({ line: row.line })}  ${row.orderNumber || m.intake_row_noOrderNumber()}`;
		return [where, ...reasonsOf(row, timeZone).map(({ fix }) => `    ${fix}`)].join('\n');
	});
	const names = (list: string[]) => list.join(', ');
	return [
		counts.map(([word, count]) => `${word}: ${count}`).join('\n'),
		rows.length > 0 && `${m.intake_rejected_title()}\n${rows.join('\n')}`,
		advisorsAdded.length > 0 && m.intake_advisors_added({ names: names(advisorsAdded) }),
		advisorsRefused.length > 0 &&
			m.intake_advisors_refused({ count: advisorsRefused.length, first: advisorsRefused[0] ?? '' }),
		advisorsGone.length > 0 && m.intake_advisors_gone({ names: names(advisorsGone) }),
		ignoredColumns.length > 0 && m.intake_ignored({ columns: names(ignoredColumns) }),
		left !== null && m.intake_interrupted({ left })
	]
		.filter((part) => part !== false)
		.join('\n\n');
}

/** For programs: the same; `reasons` are sentences, `problems` or `refusal` the codes behind them. */
export function jsonOf({ report, timeZone, left }: Outcome): object {
	const rejected = report.rejected.map((row) => ({
		...row,
		reasons: reasonsOf(row, timeZone).map(({ fix }) => fix)
	}));
	const interrupted = left !== null && {
		error: { code: 'interrupted', message: m.intake_interrupted({ left }), left }
	};
	return { ...report, rejected, ...interrupted };
}

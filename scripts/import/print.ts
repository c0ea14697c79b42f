import { aboutSentences, sumSentence } from '#lib/intake/about-words.ts';
import type { Preview, Report } from '#lib/intake/report.ts';
import { lineOf, reasonsOf } from '#lib/intake/report-words.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Outcome } from './import-file.ts';

/** What an import is about to do. */
export function previewText(preview: Preview): string {
	const { create, change, same, rejected } = preview;
	return [
		sumSentence(preview),
		m.intake_cli_willDo({ create, change, same, rejected: rejected.length })
	].join('\n');
}

/** For people: counts, each rejected row with its line and what to fix, and what else is worth knowing. */
export function textOf({ preview, report, takenBack, timeZone, left }: Outcome): string {
	if (takenBack) {
		const { done, kept } = takenBack;
		const parts = [m.intake_takenBack_done({ done }), kept > 0 && m.intake_takenBack_kept({ kept })];
		return parts.filter((part) => part !== false).join('\n');
	}
	if (report) return reportText(report, timeZone, left);
	if (!preview) return '';
	const { newAdvisors } = preview;
	return paragraphs([
		rejectedText(preview.rejected, timeZone),
		newAdvisors.length > 0 && m.intake_preview_advisors({ names: newAdvisors.join(', ') }),
		...aboutSentences(preview),
		listedText(preview)
	]);
}

const paragraphs = (parts: (string | false)[]) =>
	parts.filter((part) => part !== false && part !== '').join('\n\n');

function rejectedText(rejected: Report['rejected'], timeZone: string): string | false {
	const rows = rejected.map((row) => {
		const where = `${lineOf(row)}  ${row.orderNumber || m.intake_row_noOrderNumber()}`;
		return [where, ...reasonsOf(row, timeZone).map(({ fix }) => `    ${fix}`)].join('\n');
	});
	return rows.length > 0 && `${m.intake_rejected_title()}\n${rows.join('\n')}`;
}

function listedText({ listed }: Pick<Report, 'listed'>): string | false {
	const gone = listed.filter(({ why }) => why === 'gone').length;
	const over = listed.length - gone;
	const lines = [
		over > 0 && m.intake_listed_over({ count: over }),
		gone > 0 && m.intake_listed_gone({ count: gone })
	].filter((line) => line !== false);
	return lines.length > 0 && lines.join('\n');
}

function reportText(report: Report, timeZone: string, left: number | null): string {
	const { rejected, advisorsAdded, advisorsRefused, advisorsGone } = report;
	const counts: [string, number][] = [
		[m.intake_count_created(), report.created],
		[m.intake_count_updated(), report.updated],
		[m.intake_count_unchanged(), report.unchanged],
		[m.intake_count_rejected(), rejected.length]
	];
	const names = (list: string[]) => list.join(', ');
	return paragraphs([
		counts.map(([word, count]) => `${word}: ${count}`).join('\n'),
		rejectedText(rejected, timeZone),
		advisorsAdded.length > 0 && m.intake_advisors_added({ names: names(advisorsAdded) }),
		advisorsRefused.length > 0 &&
			m.intake_advisors_refused({ count: advisorsRefused.length, first: advisorsRefused[0] ?? '' }),
		advisorsGone.length > 0 && m.intake_advisors_gone({ names: names(advisorsGone) }),
		report.leftOut > 0 && m.intake_leftOut({ count: report.leftOut }),
		...aboutSentences(report),
		listedText(report),
		report.run !== null && report.created + report.updated > 0 && m.intake_cli_takeBack({ run: report.run }),
		left !== null && m.intake_interrupted({ left })
	]);
}

/** For programs: the same; `reasons` are sentences, `problems` or `refusal` the codes behind them. */
export function jsonOf({ preview, report, takenBack, timeZone, left }: Outcome): object {
	if (takenBack) return { takenBack };
	const said = report ?? preview;
	const rejected = (said?.rejected ?? []).map((row) => ({
		...row,
		reasons: reasonsOf(row, timeZone).map(({ fix }) => fix)
	}));
	const interrupted = left !== null && {
		error: { code: 'interrupted', message: m.intake_interrupted({ left }), left }
	};
	const plan = preview && { ...preview, rejected: preview.rejected.length, listed: preview.listed.length };
	return report ? { ...report, rejected, plan, ...interrupted } : { ...preview, rejected };
}

import * as m from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { columnWords } from '../words/column-words.ts';
import type { About, Preview } from './report.ts';

const listed = (names: string[]) => new Intl.ListFormat(getLocale()).format(names);

/** What else a file says, a sentence each, in the reader's language. */
export function aboutSentences(about: About): string[] {
	const { over, unknownStatus, unknownTechnicians, unknownBays, ignoredColumns, encoding } = about;
	const words = Object.entries(over).map(([word, count]) => m.intake_over_word({ word, count }));
	return [
		words.length > 0 && m.intake_over({ words: listed(words) }),
		unknownStatus.length > 0 && m.intake_status_unknown({ words: listed(unknownStatus) }),
		unknownTechnicians.length > 0 && m.intake_technicians_unknown({ names: listed(unknownTechnicians) }),
		unknownBays.length > 0 && m.intake_bays_unknown({ names: listed(unknownBays) }),
		...sheetSentences(about),
		encoding !== null && encoding !== 'utf-8' && m.intake_encoding_read({ encoding }),
		ignoredColumns.length > 0 && m.intake_ignored({ columns: listed(ignoredColumns) })
	].filter((sentence) => sentence !== false);
}

/** Told where there is more than one sheet, or something was left out. */
function sheetSentences({ sheets }: About): string[] {
	const named = (which: (sheet: About['sheets'][number]) => boolean) =>
		sheets.filter(which).map(({ name }) => name);
	const [read, hidden] = [named((sheet) => sheet.read), named(({ reason }) => reason === 'hidden')];
	const headless = named(({ reason }) => reason === 'noHeader');
	return [
		sheets.length > 1 && m.intake_sheets_read({ names: listed(read) }),
		hidden.length > 0 && m.intake_sheets_hidden({ names: listed(hidden) }),
		headless.length > 0 && m.intake_sheets_noHeader({ names: listed(headless) }),
		...sheets.flatMap(({ name, columns, reason }) =>
			reason === 'missingColumns'
				? m.intake_sheets_missing({
						name,
						columns: listed((columns ?? []).map((column) => columnWords[column]()))
					})
				: []
		),
		...sheets.flatMap(({ name, hiddenRows }) =>
			hiddenRows > 0 ? m.intake_rows_hidden({ name, count: hiddenRows }) : []
		)
	].filter((sentence) => sentence !== false);
}

/** 64 orders, newest promise 5 days ago. */
export function sumSentence({ orders, newestInDays }: Preview): string {
	const sum = m.intake_preview_sum({ orders });
	if (orders === 0) return sum;
	const days = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto' });
	const newest =
		newestInDays === null
			? m.intake_preview_noPromise()
			: m.intake_preview_newest({ day: days.format(newestInDays, 'day') });
	return m.intake_preview_both({ sum, newest });
}

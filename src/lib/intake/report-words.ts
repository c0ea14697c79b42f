import * as m from '#lib/paraglide/messages.js';
import { refusalWords } from '../words/refusal-words.ts';
import type { Report } from './report.ts';

/** Where a row stands, with its sheet where several were read. */
export const lineOf = ({ line, sheet }: Report['rejected'][number]): string =>
	sheet ? m.intake_line_of({ sheet, line }) : m.intake_line({ line });

/** Why a row did not come in, in the reader's language: what to fix, and the cell as the file has it. */
export function reasonsOf(
	row: Report['rejected'][number],
	timeZone: string
): { fix: string; value: string }[] {
	if ('refusal' in row) return [{ fix: refusalWords(row.refusal, timeZone), value: '' }];
	return row.problems.map((problem) => ({ fix: refusalWords(problem), value: problem.value }));
}

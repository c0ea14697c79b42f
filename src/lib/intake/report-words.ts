import { refusalWords } from '../words/refusal-words.ts';
import { problemText } from './problem-words.ts';
import type { Report } from './report.ts';

/** Why a row did not come in, in the reader's language: what to fix, and the cell as the file has it. */
export function reasonsOf(
	row: Report['rejected'][number],
	timeZone: string
): { fix: string; value: string }[] {
	if ('refusal' in row) return [{ fix: refusalWords(row.refusal, timeZone), value: '' }];
	return row.problems.map((problem) => ({ fix: problemText(problem), value: problem.value }));
}

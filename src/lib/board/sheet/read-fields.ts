import type { FormField } from '../../stream/command-module.ts';

/** What to fix about a field. */
export type FieldProblem = 'missing' | 'number';

/** What a form's fields hold, as a command says it; null for a number where nothing stands. */
export type Content = Record<string, string | number | null>;

/** Reads a form that is made from its description: what is typed, or what to fix, by field. */
export function readFields(
	fields: readonly FormField<string>[],
	typed: Readonly<Record<string, string>>
): { content: Content } | { problems: Record<string, FieldProblem> } {
	const content: Content = {};
	const problems: Record<string, FieldProblem> = {};
	for (const { field, kind, required = false, max } of fields) {
		const text = (typed[field] ?? '').trim();
		const number = kind === 'number' && text !== '' ? readNumber(text, max) : null;
		content[field] = kind === 'number' ? (number ?? null) : text;
		if (text === '' && required) problems[field] = 'missing';
		else if (number === undefined) problems[field] = 'number';
	}
	return Object.keys(problems).length > 0 ? { problems } : { content };
}

/** A whole number from 0 to `max`, also as 48 600, 48,600 or in full-width signs; undefined for anything else. */
function readNumber(text: string, max: number): number | undefined {
	const digits = text.normalize('NFKC').replace(/[\s,]/g, '');
	const number = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
	return number <= max ? number : undefined;
}

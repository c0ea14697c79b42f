import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { type FormRefusal, readMessage } from '../model/refusal.ts';
import { refusalWords } from '../words/refusal-words.ts';

export interface FormProblems {
	/** What is wrong with each field, by its name, as a sentence in the language of the request. */
	problems: Partial<Record<string, string>>;
	/** What was typed, to stand in the form again; never passwords. */
	typed: Partial<Record<string, string>>;
}

/** A posted form. What no browser writes is answered with 400. */
export const formOf = (request: Request): Promise<FormData> =>
	request.formData().catch(() => error(400, refusalWords({ code: 'fieldInvalid' })));

/**
 * Reads a posted form by its schema, whose messages are refusals. Of each field the first one is told. A name that comes several times is read as a list, where `lists` names it.
 */
export function readForm<Schema extends v.GenericSchema>(
	schema: Schema,
	form: FormData,
	lists: string[] = []
): { ok: true; output: v.InferOutput<Schema> } | ({ ok: false } & FormProblems) {
	const fields: Record<string, unknown> = Object.fromEntries(form);
	for (const name of lists) fields[name] = form.getAll(name);
	const parsed = v.safeParse(schema, fields);
	if (parsed.success) return { ok: true, output: parsed.output };
	const problems: FormProblems['problems'] = {};
	for (const { path, message } of parsed.issues) {
		const field = path?.[0]?.key;
		problems[typeof field === 'string' ? field : ''] ??= refusalWords(readMessage(message));
	}
	return { ok: false, problems, typed: typedIn(form) };
}

/** A field's text; empty where it is missing or a file. */
export function textIn(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

/** The answer to a form whose fields were fine each, but one of which cannot be taken. */
export const refuseField = (form: FormData, name: string, refusal: FormRefusal): FormProblems => ({
	problems: { [name]: refusalWords(refusal) },
	typed: typedIn(form)
});

/** Fields whose content is never sent back. */
const secrets = ['password', 'current', 'pin', 'again'];

function typedIn(form: FormData): FormProblems['typed'] {
	const typed: FormProblems['typed'] = {};
	for (const [name, value] of form) {
		if (typeof value === 'string' && !secrets.includes(name)) typed[name] = value;
	}
	return typed;
}

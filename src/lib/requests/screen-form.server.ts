import { and, asc, eq, ne } from 'drizzle-orm';
import * as v from 'valibot';
import { type FormProblems, readForm, refuseField } from '#lib/requests/read-form.server.ts';
import { locales } from '#lib/languages/locale.ts';
import { says } from '#lib/model/refusal.ts';
import { id } from '#lib/model/id.ts';
import { requiredText } from '#lib/model/text.ts';
import { mountings, screenKinds, sounds, wallLayouts } from '#lib/model/screen.ts';
import type { ScreenDraft } from '#lib/screens/screens.server.ts';
import type { Queryable } from '#lib/database/database.ts';
import { stages } from '#lib/database/schema.ts';

/** A measure as people write it: 55, 4.5. */
function measure(least: number, most: number) {
	const wrong = says('measureRange', { least, most });
	return v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{1,3}([.,]\d{1,2})?$/, wrong),
		v.transform((typed) => Number(typed.replace(',', '.'))),
		v.minValue(least, wrong),
		v.maxValue(most, wrong)
	);
}

const draftSchema = v.object({
	name: requiredText(40),
	kind: v.picklist(screenKinds),
	layout: v.picklist(wallLayouts),
	stages: v.pipe(v.array(id), v.maxLength(100)),
	inches: measure(10, 150),
	metres: measure(0.5, 30),
	mounting: v.picklist(mountings),
	/** Empty: the workshop's. */
	language: v.pipe(
		v.picklist(['', ...locales]),
		v.transform((value) => value || null)
	),
	sound: v.picklist(sounds)
});

/** A form that sets a screen up, as it stands there again after it was refused. */
export interface RefusedScreen extends FormProblems {
	/** The stages that were ticked. */
	ticked: string[];
}

/** The stages whose cars a wall can show, in the order of the board: bookings are no cars yet. */
export const stagesOnWalls = (db: Queryable, workshopId: string): Promise<{ id: string; name: string }[]> =>
	db
		.select({ id: stages.id, name: stages.name })
		.from(stages)
		.where(and(eq(stages.workshopId, workshopId), eq(stages.hidden, false), ne(stages.kind, 'booked')))
		.orderBy(asc(stages.position));

/**
 * What a posted form says of a screen.
 *
 * @param offered the ids of the stages that the form offered: all of them ticked means all there will ever be
 */
export function readScreen(
	form: FormData,
	offered: readonly string[]
): { ok: true; draft: ScreenDraft } | ({ ok: false } & RefusedScreen) {
	const read = readForm(draftSchema, form, ['stages']);
	const ticked = form.getAll('stages').map(String);
	if (!read.ok) return { ...read, ticked };
	const { stages: chosen, ...draft } = read.output;
	const stageIds = offered.filter((id) => chosen.includes(id));
	if (draft.kind === 'wall' && stageIds.length === 0) return refused(form, ticked);
	const all = draft.kind === 'lounge' || stageIds.length === offered.length;
	return { ok: true, draft: { ...draft, stageIds: all ? null : stageIds } };
}

const refused = (form: FormData, ticked: string[]): { ok: false } & RefusedScreen => ({
	...{ ok: false, ticked },
	...refuseField(form, 'stages', { code: 'stagesMissing' })
});

import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { memberHere } from '#lib/requests/admit.server.ts';
import { type AuditNames, changeSentence } from '#lib/audit/audit-words.ts';
import { type Cursor, type Deed, readAudit } from '#lib/audit/read-audit.server.ts';
import { readNames } from '#lib/audit/read-names.server.ts';
import { id, readId } from '#lib/model/id.ts';
import { app } from '#lib/app/app.ts';
import { people } from '#lib/database/schema.ts';
import { caseSentence } from '#lib/words/case-words.ts';
import { actorName, type Names, screenName } from '#lib/words/history-words.ts';
import { eventSentence } from '#lib/words/job-words.ts';
import type { PageServerLoad } from './$types.js';

/** `123.1700000000000.0199...`: where the page before ended. */
const cursorSchema = v.pipe(
	v.string(),
	v.regex(/^\d{1,16}\.\d{1,15}\.[^.]+$/),
	v.transform((text): Cursor => {
		const [revision, at, entry = ''] = text.split('.');
		return { revision: Number(revision), at: Number(at), entry };
	}),
	v.object({
		revision: v.pipe(v.number(), v.safeInteger()),
		at: v.pipe(v.number(), v.maxValue(Date.UTC(9999, 0))),
		entry: id
	})
);

/** What an address asks for that there is not is answered with the newest. */
const asked = <Schema extends v.GenericSchema<string, unknown>>(schema: Schema, value: string | null) => {
	const parsed = v.safeParse(schema, value);
	return parsed.success ? parsed.output : null;
};

function whatWasDone(deed: Deed, names: AuditNames & Names): string {
	switch (deed.of) {
		case 'job':
			return eventSentence(deed.event, names);
		case 'case':
			return caseSentence(deed.event, names);
		case 'access':
			return changeSentence(deed.change, names);
	}
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const { workshopId } = memberHere(locals);
	const { db } = app();
	const from = asked(cursorSchema, url.searchParams.get('from'));
	const personId = readId(url.searchParams.get('person'));
	const [{ deeds, next }, staff] = await Promise.all([
		readAudit(db, workshopId, { from, personId }),
		db.select({ id: people.id, name: people.name }).from(people).where(eq(people.workshopId, workshopId))
	]);
	const names = await readNames(db, workshopId, deeds);
	return {
		// Sentences, not what they are made from: events hold more than the page tells.
		deeds: deeds.map((deed) => ({
			key: deed.key,
			at: deed.at,
			who: actorName(deed.actor),
			screen: screenName(deed.screen),
			ticket: deed.of === 'job' ? deed.ticket : '',
			what: whatWasDone(deed, names)
		})),
		next: next && `${next.revision}.${next.at}.${next.entry}`,
		staff: staff.sort((a, b) => a.name.localeCompare(b.name, locals.locale)),
		personId,
		isFirst: from === null
	};
};

import * as v from 'valibot';
import { formOf } from '#lib/requests/read-form.server.ts';
import { id } from '#lib/model/id.ts';
import type { Subject } from '#lib/privacy/subject.ts';

const subjectSchema = v.object({ customer: id, vehicle: v.optional(v.union([v.literal(''), id]), '') });

/** Whom a button of the page is about; null where it names nobody. */
export async function readSubject(request: Request): Promise<Subject | null> {
	const read = v.safeParse(subjectSchema, Object.fromEntries(await formOf(request)));
	if (!read.success) return null;
	const { customer, vehicle } = read.output;
	return { customerId: customer, vehicleId: vehicle || null };
}

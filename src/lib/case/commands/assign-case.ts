import * as v from 'valibot';
import { id } from '../../model/id.ts';
import { desk } from '../../model/roles.ts';
import { moment } from '../../job/order-schema.ts';
import { byPeopleAlone, command, happened } from '../define-command.ts';
import { MINUTE } from '../../model/moments.ts';

/** Clocks run ahead and a form is filled in for a while: five minutes' grace, in milliseconds. */
const GRACE = 5 * MINUTE;

/** Who answers for it, and until when. [CASE2] */
export const assignCase = command({
	type: 'assignCase',
	entries: { ownerId: v.nullable(id), dueAt: v.nullable(moment) },
	roles: desk,
	senders: byPeopleAlone,
	on: 'open',
	offered: true,
	touches: () => ['assignment'],
	decide(of, { ownerId, dueAt }, { people, now }) {
		const isActive = people.some((person) => person.id === ownerId && person.active);
		if (ownerId !== null && ownerId !== of.ownerId && !isActive) {
			return { refusal: { code: 'unknownOwner' } };
		}
		if (dueAt !== null && dueAt !== of.dueAt && dueAt < now - GRACE) {
			return { refusal: { code: 'dueInPast' } };
		}
		if (ownerId === of.ownerId && dueAt === of.dueAt) return { refusal: { code: 'nothingChanged' } };
		return happened({ type: 'caseAssigned', ownerId, dueAt });
	}
});

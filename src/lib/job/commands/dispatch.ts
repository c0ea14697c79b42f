import * as v from 'valibot';
import { id } from '../../model/id.ts';
import { floor } from '../../model/roles.ts';
import { happened, refuse } from '../context.ts';
import { byPeopleAndImport, command } from '../define-command.ts';
import { hours } from '../order-schema.ts';

/** Who works on it, where, and how long it should take. */
export const dispatch = command({
	type: 'dispatch',
	entries: { technicianId: v.nullable(id), bayId: v.nullable(id), standardHours: v.nullable(hours) },
	roles: floor,
	senders: byPeopleAndImport,
	on: 'open',
	offered: true,
	touches: () => ['work'],
	/** Whom the job has already, it keeps: only another person has to be active. [JOB7] */
	decide(job, { technicianId, bayId, standardHours }, context) {
		const technician = context.people.find((person) => person.id === technicianId);
		const canWork = technician?.active && technician.roles.includes('technician');
		if (technicianId !== null && technicianId !== job.technicianId && !canWork) {
			return refuse({ code: 'unknownTechnician' });
		}
		const inUse = context.bays.some((bay) => bay.id === bayId && !bay.hidden);
		if (bayId !== null && bayId !== job.bayId && !inUse) return refuse({ code: 'unknownBay' });
		return happened({ type: 'dispatched', technicianId, bayId, standardHours });
	}
});

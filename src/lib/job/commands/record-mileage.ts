import * as v from 'valibot';
import { working } from '../../model/roles.ts';
import { happened, refuse } from '../context.ts';
import { byPeople, command } from '../define-command.ts';

const MOST = 2_000_000;
const kilometres = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST)));

/** What the odometer says when the car comes in and when it goes out. */
export const recordMileage = command({
	type: 'recordMileage',
	entries: { arrival: kilometres, handOver: kilometres },
	roles: working,
	senders: byPeople,
	on: 'open',
	offered: true,
	form: [
		{ field: 'arrival', kind: 'number', max: MOST },
		{ field: 'handOver', kind: 'number', max: MOST }
	],
	filled: ({ mileage }) => mileage,
	touches: () => ['mileage'],
	refuses: (job) => (job.arrivedAt === null ? { code: 'notArrived' } : null),
	decide({ mileage }, { arrival, handOver }) {
		if (arrival === mileage.arrival && handOver === mileage.handOver)
			return refuse({ code: 'nothingChanged' });
		return happened({ type: 'mileageRecorded', arrival, handOver });
	}
});

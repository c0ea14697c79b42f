import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { roles } from '../../model/person.ts';
import { senderKinds } from '../../model/sender.ts';
import { commandSchema } from '../command.ts';
import { commandOf, given, jobIn, stages } from '../job.testing.ts';
import { recordMileage } from './record-mileage.ts';

const record = { type: 'recordMileage' as const, arrival: 48_600, handOver: null };

describe('[JOB11] kilometres', () => {
	test('are recorded once the car is here, and again only where they differ', () => {
		given(jobIn()).when(record).refuses('notArrived');
		const job = given(jobIn(stages.repair)).when(record).then({ type: 'mileageRecorded', arrival: 48_600 });
		expect(job.mileage).toEqual({ arrival: 48_600, handOver: null });
		given(job).when(record).refuses('nothingChanged');
		const after = given(job)
			.when({ ...record, handOver: 48_652 })
			.then({ type: 'mileageRecorded' });
		expect(after.mileage).toEqual({ arrival: 48_600, handOver: 48_652 });
	});

	test.each([-1, 0.5, 2_000_001, '48600', NaN])('%s is refused', (arrival) => {
		const command = commandOf({ ...record, arrival: arrival as number }, jobIn(stages.repair));
		expect(v.safeParse(commandSchema, command).success).toBe(false);
	});

	test('[ACC1] [ACC15] are recorded by everybody who works on cars, and by no import and no customer', () => {
		expect(roles.filter((role) => !recordMileage.roles.includes(role))).toEqual(['viewer']);
		expect(senderKinds.filter((kind) => !recordMileage.senders.includes(kind))).toEqual([
			'import',
			'customer'
		]);
	});
});

import type { Job, Order } from '../job/job.ts';
import { nameKey } from './names.ts';
import type { WorkOrder } from './work-order.ts';

/** Of a car that has no plate yet the end of its VIN is called out, and stands where the plate will. */
export const plateOfVin = (vin: string): string => vin.slice(-6);

const empty: Order = {
	orderNumber: null,
	vehicle: { plate: '', vin: '', brand: '', model: '', colour: '' },
	customer: { name: '', phone: '' },
	waiting: false,
	workType: 'other',
	work: '',
	standardHours: null,
	remark: '',
	advisorId: null,
	bookedFor: null,
	promise: null
};

/**
 * What an order says, as the rules compare it with the reading before. Where the file gives no word, the dealer's
 * system still says what it said last: a column that is absent empties nothing. [IMP10]
 *
 * @param advisorId whom the order names; undefined where it gives no word
 */
export function orderOf(read: WorkOrder, advisorId: string | null | undefined, job: Job | null): Order {
	const before = job?.source ?? empty;
	const vin = read.vin ?? before.vehicle.vin;
	const plateBefore = job?.source?.vehicle.plate || job?.vehicle.plate;
	return {
		orderNumber: read.orderNumber,
		vehicle: {
			plate: read.plate || plateBefore || plateOfVin(vin),
			vin,
			brand: read.brand ?? before.vehicle.brand,
			model: read.model ?? before.vehicle.model,
			colour: read.colour ?? before.vehicle.colour
		},
		customer: {
			name: read.customerName ?? before.customer.name,
			phone: read.phone ?? before.customer.phone
		},
		waiting: read.waiting ?? before.waiting,
		workType: read.workType ?? before.workType,
		work: read.work ?? before.work,
		standardHours: read.standardHours === undefined ? before.standardHours : read.standardHours,
		remark: read.note ?? before.remark,
		advisorId: advisorId === undefined ? before.advisorId : advisorId,
		bookedFor: read.bookedAt === undefined ? before.bookedFor : read.bookedAt,
		promise: read.promise === undefined ? before.promise : read.promise
	};
}

/**
 * Whether a reading is of another order than the job of its number: another plate and another customer than the
 * dealer's system and people ever said. [IMP15]
 */
export function isAnotherOrder(read: WorkOrder, job: Job): boolean {
	const { plate = '', customerName = '' } = read;
	if (plate === '' || customerName === '') return false;
	return [job, job.source].every((said) => {
		if (!said) return true;
		const { vehicle, customer } = said;
		if (vehicle.plate === '' || customer.name === '') return said !== job;
		if (vehicle.vin !== '' && vehicle.plate === plateOfVin(vehicle.vin)) return false;
		if (vehicle.vin !== '' && vehicle.vin === read.vin) return false;
		return vehicle.plate !== plate && nameKey(customer.name) !== nameKey(customerName);
	});
}

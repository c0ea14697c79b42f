import { m } from '#lib/paraglide/messages.js';
import type { Fields } from '../../forms/drafts.svelte.ts';
import type { BoardCard } from '../../feeds/board.ts';
import type { Order } from '../../job/job.ts';
import { formatPlate, normalisePlate } from '../../model/plate.ts';
import type { WorkType } from '../../model/work-type.ts';
import { readHours } from '../sheet/read-hours.ts';

/** What reception writes down, promise and appointment apart. */
export type OrderDetails = Omit<Order, 'promise' | 'bookedFor'>;

/** A work order while it is typed in. */
export class OrderDraft {
	plate = $state('');
	vin = $state('');
	brand = $state('');
	model = $state('');
	colour = $state('');
	name = $state('');
	phone = $state('');
	waiting = $state(false);
	workType: WorkType = $state('maintenance');
	work = $state('');
	hours = $state('');
	remark = $state('');
	advisorId = $state('');
	orderNumber = $state('');
	/** What is wrong, by field. */
	problems: { plate?: string; hours?: string; orderNumber?: string; advisorId?: string } = $state({});

	constructor(order: OrderDetails | null) {
		if (!order) return;
		const { vehicle, customer, standardHours } = order;
		this.plate = formatPlate(vehicle.plate);
		this.vin = vehicle.vin;
		this.brand = vehicle.brand;
		this.model = vehicle.model;
		this.colour = vehicle.colour;
		this.name = customer.name;
		this.phone = customer.phone;
		this.waiting = order.waiting;
		this.workType = order.workType;
		this.work = order.work;
		this.hours = standardHours === null ? '' : String(standardHours);
		this.remark = order.remark;
		this.advisorId = order.advisorId ?? '';
		this.orderNumber = order.orderNumber ?? '';
	}

	/** What is typed. */
	get fields(): Fields {
		const { plate, vin, brand, model, colour, name, phone, waiting } = this;
		const { workType, work, hours, remark, advisorId, orderNumber } = this;
		return {
			...{ plate, vin, brand, model, colour, name, phone, waiting },
			...{ workType, work, hours, remark, advisorId, orderNumber }
		};
	}

	fill(fields: Fields): void {
		for (const name of Object.keys(this.fields)) Object.assign(this, { [name]: fields[name] });
	}

	/** The order as typed; null with `problems` set where something is wrong. */
	read(): OrderDetails | null {
		const plate = normalisePlate(this.plate);
		const standardHours = readHours(this.hours);
		this.problems = {
			plate: plate === null ? plateProblem(this.plate) : undefined,
			hours: standardHours === undefined ? m.board_problem_hours() : undefined
		};
		if (plate === null || standardHours === undefined) return null;
		const trimmed = (text: string) => text.trim();
		return {
			orderNumber: trimmed(this.orderNumber) || null,
			vehicle: {
				plate,
				vin: trimmed(this.vin).toUpperCase(),
				brand: trimmed(this.brand),
				model: trimmed(this.model),
				colour: trimmed(this.colour)
			},
			customer: { name: trimmed(this.name), phone: trimmed(this.phone) },
			waiting: this.waiting,
			workType: this.workType,
			work: trimmed(this.work),
			standardHours,
			remark: trimmed(this.remark),
			advisorId: this.advisorId || null
		};
	}
}

const plateProblem = (typed: string): string =>
	typed.trim() === '' ? m.board_problem_plate_missing() : m.board_problem_plate();

/**
 * What of an order was changed since `before`, laid over the job as it is now: a field that only others
 * changed stays theirs.
 */
export function changesOf(before: OrderDetails, typed: OrderDetails, now: BoardCard): Partial<OrderDetails> {
	const changed = <Fields extends object>(was: Fields, is: Fields): Partial<Fields> =>
		Object.fromEntries(
			Object.entries(is).filter(([key, value]) => value !== was[key as keyof Fields])
		) as Partial<Fields>;
	const { vehicle, customer, ...rest } = typed;
	const { vehicle: hadVehicle, customer: hadCustomer, ...had } = before;
	const ofVehicle = changed(hadVehicle, vehicle);
	const ofCustomer = changed(hadCustomer, customer);
	return {
		...changed(had as typeof rest, rest),
		...(Object.keys(ofVehicle).length > 0 && { vehicle: { ...now.vehicle, ...ofVehicle } }),
		...(Object.keys(ofCustomer).length > 0 && { customer: { ...now.customer, ...ofCustomer } })
	};
}

/** The order part of a job. */
export function detailsOf(job: BoardCard): OrderDetails {
	const { orderNumber, vehicle, customer, waiting, workType, work, standardHours, remark, advisorId } = job;
	return { orderNumber, vehicle, customer, waiting, workType, work, standardHours, remark, advisorId };
}

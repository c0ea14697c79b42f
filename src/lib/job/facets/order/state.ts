import { emptied, kept, nothing, treat, type Treatments } from '../../../stream/personal.ts';
import type { WorkType } from '../../../model/work-type.ts';

export interface Vehicle {
	/** Canonical, without separators: 豫A9X770. */
	plate: string;
	vin: string;
	brand: string;
	model: string;
	colour: string;
}

export interface Customer {
	name: string;
	phone: string;
}

/** What a work order says: entered by reception or read from the dealer's system. */
export interface Order {
	/** The dealer system's number. */
	orderNumber: string | null;
	vehicle: Vehicle;
	customer: Customer;
	/** The customer waits on the premises. */
	waiting: boolean;
	workType: WorkType;
	work: string;
	standardHours: number | null;
	remark: string;
	advisorId: string | null;
	/** Epoch milliseconds, as `promise`. */
	bookedFor: number | null;
	promise: number | null;
}

/** The fields of the facet `order`: an order's standard hours belong to `work`, its promise to `promise`. */
export type Ordered = Omit<Order, 'standardHours' | 'promise'>;

export const vehiclePersonal: Treatments<Vehicle> = {
	plate: emptied,
	vin: emptied,
	// Thousands drive the same; figures by model need them.
	brand: kept,
	model: kept,
	// With the model and the day it may single a car out, and no figure asks for it.
	colour: emptied
};

export const customerPersonal: Treatments<Customer> = { name: emptied, phone: emptied };

export const orderPersonal: Treatments<Order> = {
	// Leads to the person in the dealer's system.
	orderNumber: nothing,
	vehicle: (vehicle) => treat(vehiclePersonal, vehicle),
	customer: (customer) => treat(customerPersonal, customer),
	waiting: kept,
	workType: kept,
	// Typed: "Mr Li's brakes". Figures read the work type and the hours.
	work: emptied,
	standardHours: kept,
	remark: emptied,
	advisorId: kept,
	bookedFor: kept,
	promise: kept
};

/** @param some of an order's fields */
export const erasedOrder = <Part extends Partial<Order>>(some: Part): Part => treat(orderPersonal, some);

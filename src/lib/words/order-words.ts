import { m } from '#lib/paraglide/messages.js';
import type { Order } from '../job/job.ts';
import { formatPlate } from '../model/plate.ts';
import { clockTime, date } from './clock-words.ts';
import type { Names } from './history-words.ts';
import { hours, workTypeWords } from './work-words.ts';

/** The fields changed, each with what it is now. */
export function amendments(order: Partial<Order>, names: Names): string[] {
	const told: [string, string | undefined | null][] = [
		[m.board_order_plate(), order.vehicle && formatPlate(order.vehicle.plate)],
		[
			m.board_order_model(),
			order.vehicle &&
				[order.vehicle.brand, order.vehicle.model, order.vehicle.colour].filter(Boolean).join(' ')
		],
		[m.board_customer(), order.customer && [order.customer.name, order.customer.phone].join(' ').trim()],
		[m.board_order_workType(), order.workType && workTypeWords[order.workType]()],
		[m.board_order_work(), order.work],
		[
			m.board_standard_hours(),
			order.standardHours == null ? order.standardHours : hours(order.standardHours)
		],
		[m.board_order_advisor(), order.advisorId === undefined ? undefined : names.personName(order.advisorId)],
		[
			m.board_order_waiting(),
			order.waiting === undefined ? undefined : order.waiting ? m.board_yes() : m.board_no()
		],
		[
			m.board_booked_for(),
			order.bookedFor == null
				? order.bookedFor
				: `${date(order.bookedFor, names.timeZone)} ${clockTime(order.bookedFor, names.timeZone)}`
		],
		[m.board_order_number(), order.orderNumber],
		[m.board_order_remark(), order.remark]
	];
	return told.filter(([, text]) => text !== undefined).map(([label, text]) => `${label} ${text || '—'}`);
}

import * as m from '#lib/paraglide/messages.js';
import type { ImportColumn } from '../model/import-column.ts';

/** What each column is called, in the order in which they are told. Under these names they are read, too. */
export const columnWords: Record<ImportColumn, () => string> = {
	orderNumber: m.intake_column_orderNumber,
	plate: m.intake_column_plate,
	arrivedAt: m.intake_column_arrivedAt,
	promise: m.intake_column_promise,
	bookedAt: m.intake_column_bookedAt,
	brand: m.intake_column_brand,
	model: m.intake_column_model,
	colour: m.intake_column_colour,
	vin: m.intake_column_vin,
	customerName: m.intake_column_customerName,
	phone: m.intake_column_phone,
	waiting: m.intake_column_waiting,
	advisor: m.intake_column_advisor,
	workType: m.intake_column_workType,
	work: m.intake_column_work,
	standardHours: m.intake_column_standardHours,
	technician: m.intake_column_technician,
	bay: m.intake_column_bay,
	keyTag: m.intake_column_keyTag,
	status: m.intake_column_status,
	closed: m.intake_column_closed,
	leftAt: m.intake_column_leftAt,
	note: m.intake_column_note
};

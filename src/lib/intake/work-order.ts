import type { StageKind } from '#lib/model/stage.ts';
import type { WorkType } from '#lib/model/work-type.ts';

/**
 * What a dealer's list says of one order. A field is undefined where the file gives no word on it: its column is
 * absent, or the cell says 无 or #N/A. '' and null are a cell left empty. Moments are epoch milliseconds. [IMP10]
 */
export interface WorkOrder {
	line: number;
	/** Where several sheets were read. */
	sheet?: string;
	/** Folded: ABC1. */
	orderNumber: string;
	/** As the file writes it. */
	writtenNumber: string;
	bookedAt?: number | null;
	arrivedAt?: number | null;
	promise?: number | null;
	/** Canonical: 豫A9X770. */
	plate?: string;
	vin?: string;
	brand?: string;
	model?: string;
	colour?: string;
	customerName?: string;
	phone?: string;
	/** The service advisor's name as the dealer's system has it. */
	advisor?: string;
	workType?: WorkType;
	work?: string;
	standardHours?: number | null;
	waiting?: boolean;
	note?: string;
	technician?: string;
	bay?: string;
	keyTag?: string;
	/** Where a car stands that comes in now. */
	stage?: StageKind;
	/** The visit is over there; the word that says so, as the file writes it. [IMP13] */
	over?: { how: 'delivered' | 'cancelled'; word: string };
	/** A word for the state of the order that nobody knows. */
	unknownStatus?: string;
}

/** What the cells of a row can say. */
export type Fields = Omit<WorkOrder, 'line' | 'sheet' | 'orderNumber' | 'writtenNumber'>;

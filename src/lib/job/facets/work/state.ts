import { kept, type Treatments } from '../../../stream/personal.ts';

/** A stretch of work on the car, epoch milliseconds; `to` is null while it goes on. */
export interface Span {
	from: number;
	to: number | null;
}

/** Who works on the car and where, how long it should take, and how long it took. */
export interface Work {
	technicianId: string | null;
	bayId: string | null;
	standardHours: number | null;
	worked: Span[];
}

export const workPersonal: Treatments<Work> = {
	technicianId: kept,
	bayId: kept,
	standardHours: kept,
	worked: kept
};

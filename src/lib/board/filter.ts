import type { BoardCard } from '../feeds/board.ts';
import { dangerOf, type Outlook } from '../job/outlook.ts';
import { plateMatches } from '../model/plate.ts';
import { foldSigns } from '../model/fold.ts';

/** What the board is narrowed down to; cards must meet all of it. */
export interface Filter {
	/** The last signs of a plate or any part of it, a name, an order number, a ticket code, a phone number. */
	search: string;
	technicianId: string | null;
	stopped: boolean;
	/** The promise has passed. */
	late: boolean;
	/** It will be late. */
	behind: boolean;
	tight: boolean;
	/** It is the member's turn. */
	mine: boolean;
}

export const noFilter: Filter = {
	search: '',
	technicianId: null,
	stopped: false,
	late: false,
	behind: false,
	tight: false,
	mine: false
};

export const isOn = ({ search, technicianId, stopped, late, behind, tight, mine }: Filter): boolean =>
	search.trim() !== '' || technicianId !== null || stopped || late || behind || tight || mine;

/**
 * `late`, `behind` and `tight` together show all three.
 *
 * @param isMine whether it is the turn of the member who filters
 */
export function passes(filter: Filter, job: BoardCard, outlook: Outlook, isMine: () => boolean): boolean {
	const { technicianId, stopped, late, behind, tight } = filter;
	if (technicianId !== null && job.technicianId !== technicianId) return false;
	if (stopped && !job.stoppage) return false;
	if (filter.mine && !isMine()) return false;
	const danger = dangerOf(outlook);
	if ((late || behind || tight) && (danger === null || !filter[danger])) return false;
	return isFound(filter.search, job);
}

function isFound(search: string, job: BoardCard): boolean {
	const wanted = fold(search);
	if (wanted === '') return true;
	const { vehicle, customer, orderNumber, ticket } = job;
	const texts = [customer.name, customer.phone, orderNumber ?? '', ticket, vehicle.model];
	return plateMatches(vehicle.plate, search) || texts.some((text) => fold(text).includes(wanted));
}

/** Full-width signs, capitals and blanks are how people type, not what they mean. */
const fold = (text: string): string => foldSigns(text).replace(/\s+/g, '');

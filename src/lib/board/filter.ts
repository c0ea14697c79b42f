import type { BoardCard } from '../feeds/board.ts';
import type { Outlook } from '../job/outlook.ts';
import { plateMatches } from '../job/plate.ts';

/** What the board is narrowed down to; cards must meet all of it. */
export interface Filter {
	/** The last signs of a plate or any part of it, a name, an order number, a ticket code, a phone number. */
	search: string;
	technicianId: string | null;
	stopped: boolean;
	late: boolean;
	tight: boolean;
}

export const noFilter: Filter = {
	search: '',
	technicianId: null,
	stopped: false,
	late: false,
	tight: false
};

export const isOn = ({ search, technicianId, stopped, late, tight }: Filter): boolean =>
	search.trim() !== '' || technicianId !== null || stopped || late || tight;

/** `late` and `tight` together show both. */
export function passes(filter: Filter, job: BoardCard, state: Outlook['state']): boolean {
	const { technicianId, stopped, late, tight } = filter;
	if (technicianId !== null && job.technicianId !== technicianId) return false;
	if (stopped && !job.stoppage) return false;
	if ((late || tight) && !((late && state === 'late') || (tight && state === 'tight'))) return false;
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
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

import type { Who } from '../audit/record.server.ts';
import type { Role } from '../model/person.ts';

/** Who sends a command, into which workshop, from which screen. */
export interface Sender extends Who {
	workshopId: string;
	/**
	 * Those that the sender's screen was opened with; null for a machine of the house (import, demo): it may
	 * do what it is made for.
	 */
	roles: readonly Role[] | null;
}

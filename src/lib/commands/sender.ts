import type { Who } from '../audit/record.server.ts';
import type { Role } from '../model/person.ts';
import type { SenderKind } from '../model/sender.ts';

/** Who sends a command, into which workshop, from which screen. [ACC15] */
export interface Sender extends Who {
	workshopId: string;
	kind: SenderKind;
	/** Of a person or at a station: the roles that the screen was opened with. Of all others none. */
	roles: readonly Role[];
	/** Of a customer: the job that the link opens. It is the only one they may change. */
	ofJob?: string;
}

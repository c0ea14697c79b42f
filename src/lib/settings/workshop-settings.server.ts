import { eq } from 'drizzle-orm';
import { record, type Who } from '../audit/record.server.ts';
import type { Locale } from '../languages/locale.ts';
import type { OpeningHours } from '../model/opening-hours.ts';
import type { Database } from '../database/database.ts';
import { workshops } from '../database/schema.ts';
import { changeSettings } from '../commands/change-settings.server.ts';

export interface WorkshopDetails {
	name: string;
	phone: string;
	pickupDesk: string;
	/** Plates on walls hide their middle. [FEED6] */
	platesMasked: boolean;
	language: Locale;
	/** IANA. */
	timeZone: string;
	openingHours: OpeningHours;
}

/** Its slug stays: it stands in addresses that people keep. */
export const changeWorkshop = (
	db: Database,
	workshopId: string,
	who: Who,
	details: WorkshopDetails
): Promise<void> =>
	changeSettings(db, workshopId, async (tx) => {
		await tx.update(workshops).set(details).where(eq(workshops.id, workshopId));
		await record(tx, workshopId, who, { type: 'settingsChanged', part: 'workshop', name: details.name });
	});

import { sql } from 'drizzle-orm';
import { workshops } from '../database/schema.ts';

/**
 * Another one whenever somebody may have lost or gained something in a workshop: triggers of the database count the
 * revision up, and a restored backup has another epoch. [ACC7]
 */
export const accessRevision = sql<string>`${workshops.epoch} || ':' || ${workshops.accessRevision}`;

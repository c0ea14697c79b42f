import { amend } from './commands/amend.ts';
import { book } from './commands/book.ts';
import { cancel } from './commands/cancel.ts';
import { checkIn } from './commands/check-in.ts';
import { deliver } from './commands/deliver.ts';
import { dispatch } from './commands/dispatch.ts';
import { move } from './commands/move.ts';
import { note } from './commands/note.ts';
import { park } from './commands/park.ts';
import { readSource } from './commands/read-source.ts';
import { recordMileage } from './commands/record-mileage.ts';
import { resume } from './commands/resume.ts';
import { revisePromise } from './commands/revise-promise.ts';
import { stop } from './commands/stop.ts';
import { takeBack } from './commands/take-back.ts';
import { undo } from './commands/undo.ts';
import { mileage } from './facets/mileage.ts';
import { notes } from './facets/notes.ts';
import { parking } from './facets/parking.ts';
import { promise } from './facets/promise.ts';
import { source } from './facets/source.ts';

/*
 * All that can be done to a job. Wire schema, access rows, offers, the lists of personal data, the board's feed, `decide`
 * and `evolve` derive from here. A new command is a module in commands/ and a line here.
 */

/** Facets that are told without the rest of the job; the others stand in event.ts. */
export const facets = { promise, parking, notes, mileage, source };

/** In the order in which a card's sheet offers them. */
export const commands = {
	book,
	checkIn,
	deliver,
	move,
	dispatch,
	stop,
	resume,
	revisePromise,
	note,
	park,
	recordMileage,
	amend,
	cancel,
	readSource,
	takeBack,
	undo
};

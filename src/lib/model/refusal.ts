import type { ImportColumn } from './import-column.ts';

/*
 * The registry of refusals: why something asked for was not done. Each code has the data that its sentence needs, and
 * a sentence in every language, `refusal_<code>`, which says what to do next: see words/refusal-words.ts. [REF1]
 */

/** A code without data. */
type Plain = Record<never, never>;

/** Of a command, and of sending it. */
interface CommandRefusals {
	/** The job moved on since the sender saw it. [CMD5] */
	stale: { changedBy: string; changedAt: number };
	/** Its sender's time for it was over before it could be written. [CMD12] */
	expired: Plain;
	/** The same command id came with other content. [CMD3] */
	commandReused: Plain;
	/** It does not fit its schema. */
	invalid: Plain;
	forbidden: Plain;
	/** Nobody knows whether it was done. */
	unavailable: Plain;
	/** It was not sent. */
	offline: Plain;
	unknownJob: Plain;
	jobExists: Plain;
	orderExists: { orderNumber: string };
	jobClosed: Plain;
	/** As many jobs are open as a workshop may have. [JOB9] */
	boardFull: Plain;
	unknownStage: Plain;
	noStage: Plain;
	backToBooked: Plain;
	alreadyArrived: Plain;
	notArrived: Plain;
	unknownTechnician: Plain;
	unknownAdvisor: Plain;
	unknownBay: Plain;
	alreadyStopped: Plain;
	notStopped: Plain;
	stillStopped: Plain;
	textRequired: Plain;
	untilInPast: Plain;
	promiseInPast: Plain;
	samePromise: Plain;
	notReady: Plain;
	nothingToUndo: Plain;
	unknownCase: Plain;
	caseExists: Plain;
	caseClosed: Plain;
	caseOpen: Plain;
	notAnswered: Plain;
	unknownOwner: Plain;
	dueInPast: Plain;
	nothingChanged: Plain;
}

/** Of a change of what a workshop sets up: settings, people, links, stations, screens. */
interface SettingsRefusals {
	/** Of a stage that is to be hidden. */
	cardsInStage: { count: number };
	/** Without it no car could be handed over. */
	lastReady: Plain;
	ownerOnly: Plain;
	notYourself: Plain;
	/** Cards or the history name this person: they can only be deactivated. */
	personNamed: Plain;
	/** A link to a new password, for an account that others have a say in too. */
	operatorOnly: Plain;
	/** To end sessions of an account that opens another workshop too, where the person who asks has no say about it. */
	elsewhereToo: Plain;
	/** A link to a new password for one's own account: people change their password themselves. */
	ownPassword: Plain;
	/** A PIN for oneself: people change it where the password or the current PIN is asked for. */
	ownPin: Plain;
	/** A PIN is for people with a role that counts at a station. */
	noStationRole: Plain;
	/** The workshop has as many of them as it may have. */
	tooMany: { most: number };
	/** As many special days are entered as a workshop may have. */
	daysFull: Plain;
	/** Somebody else removed it, or it never was in this workshop. */
	gone: Plain;
	/** Of a customer who is to be erased. */
	carsOnBoard: { tickets: string[] };
	/** The same: cases of theirs that are not closed. */
	casesOpen: { count: number };
}

interface Range {
	least: number;
	most: number;
}

/** Of a form: of one of its fields, or of who sends it. */
interface FieldRefusals {
	fieldInvalid: Plain;
	required: Plain;
	textTooLong: Plain;
	/** A field that takes a whole number. */
	numberRange: Range;
	/** The same, and it may stay empty. */
	numberRangeOrEmpty: Range;
	minutesRange: Range;
	/** A field that takes decimals. */
	measureRange: Range;
	dayInvalid: Plain;
	spanInvalid: Plain;
	slugInvalid: Plain;
	timeZoneUnknown: Plain;
	rolesMissing: Plain;
	stagesMissing: Plain;
	searchTooShort: { count: number };
	/** Of a form whose fields say themselves what is wrong. */
	fieldsWrong: Plain;

	usernameInvalid: Plain;
	/** In whichever workshop of this server. */
	usernameTaken: Plain;
	passwordShort: { length: number };
	passwordLong: { length: number };
	passwordNames: Plain;
	passwordCommon: Plain;
	passwordRepeats: Plain;
	pinDigits: { shortest: number; longest: number };
	pinTrivial: Plain;
	pinDiffers: Plain;

	signInWrong: Plain;
	/** The password of the account that asks. */
	passwordWrong: Plain;
	pinWrong: Plain;
	setupCodeWrong: Plain;
	screenCodeDigits: Plain;
	screenCodeWrong: Plain;
	/** Of a password, a PIN or a code. `wait` in milliseconds, until another try is looked at. */
	tooManyTries: { wait: number };
	/** There is no room for work that takes the processor. [SIGN10] */
	serverBusy: Plain;

	/** Nothing is kept of this customer. */
	nothingKept: Plain;
	noFile: Plain;
	/** An import that is to be taken back. */
	unknownImport: Plain;
}

/** Of a whole file that is to be imported. */
interface FileRefusals {
	empty: Plain;
	notText: Plain;
	oldExcel: Plain;
	encrypted: Plain;
	webPage: Plain;
	brokenWorkbook: Plain;
	tooComplex: Plain;
	noHeader: Plain;
	/** Every sheet that could be read is hidden. */
	onlyHidden: Plain;
	/** Several files of this workshop are being read. */
	busy: Plain;
	/** `limit` in megabytes. */
	tooLarge: { limit: number };
	/** `limit` in rows below the header. */
	tooManyRows: { limit: number };
	missingColumns: { columns: ImportColumn[] };
	/** The bytes can be read in several ways; people choose by a row of each. [IMP11] */
	whichEncoding: { samples: { encoding: string; row: string }[] };
}

/** Where a row of a file is wrong: the header as the file writes it, and what stands in the cell, cut short. */
export interface Cell {
	column: string;
	value: string;
}

/** Of a row of a file that is imported. */
interface RowRefusals {
	missing: Cell;
	damaged: Cell;
	plateInvalid: Cell;
	scientific: Cell;
	vinLetters: Cell;
	phoneInvalid: Cell;
	hoursInvalid: Cell;
	waitingInvalid: Cell;
	momentUnreadable: Cell;
	momentAmbiguous: Cell;
	momentImpossible: Cell;
	momentRange: Cell;
	momentFar: Cell;
	timeMissing: Cell;
	codeFormatted: Cell;
	extraCells: Cell;
	quoteUnclosed: Cell;
	/** `limit` in characters. */
	tooLong: Cell & { limit: number };
	/** `length`: how many characters were given. */
	vinLength: Cell & { length: number };
	/** `firstLine`: where the order number stands first. */
	duplicateInFile: Cell & { firstLine: number };
	/** `otherLine`: of the same order, and not to be taken. */
	otherLine: Cell & { otherLine: number };
	/** Two rows of one order that say different things. */
	linesDiffer: Cell & { firstLine: number; otherLine: number };
	/** The number is on the board for another car of another customer. */
	anotherOrder: Cell & { plate: string; name: string };
	/** `arrival`: as the file writes it. */
	promiseBeforeArrival: Cell & { arrival: string };
}

/** Fails to compile where two areas give one code different data. */
interface Refusals extends CommandRefusals, SettingsRefusals, FieldRefusals, FileRefusals, RowRefusals {}

export type CommandCode = keyof CommandRefusals;
export type SettingsCode = keyof SettingsRefusals;
export type FieldCode = keyof FieldRefusals;
export type FileCode = keyof FileRefusals;
export type RowCode = keyof RowRefusals;
export type RefusalCode = keyof Refusals;

export type RefusalOf<Code extends RefusalCode> = {
	[Each in Code]: { code: Each } & Refusals[Each];
}[Code];

export type Refusal = RefusalOf<RefusalCode>;
export type CommandRefusal = RefusalOf<CommandCode>;
/** What a form can be refused for: a command has a reply of its own. */
export type FormRefusal = RefusalOf<Exclude<RefusalCode, CommandCode>>;

/** What came of something asked for: `ok` with what it gives, or why it was not done. */
export type Result<Given = unknown, Code extends RefusalCode = RefusalCode> =
	({ ok: true } & Given) | { ok: false; refusal: RefusalOf<Code> };

/** The data of a code, as the last argument: none where it has none. */
type DataOf<Code extends RefusalCode> = Plain extends Refusals[Code] ? [] : [data: Refusals[Code]];

export const refusal = <Code extends RefusalCode>(code: Code, ...[data]: DataOf<Code>) =>
	({ code, ...data }) as unknown as RefusalOf<Code>;

/** The result that says why not. */
export const refuse = <Code extends RefusalCode>(code: Code, ...data: DataOf<Code>) => ({
	ok: false as const,
	refusal: refusal(code, ...data)
});

/** Thrown to undo the whole change. */
export class Refused extends Error {
	override name = 'Refused';
	readonly refusal: FormRefusal;

	constructor(refusal: FormRefusal) {
		super(refusal.code);
		this.refusal = refusal;
	}
}

/** A refusal as the message of a schema, where a text stands. */
export const says = <Code extends FieldCode>(code: Code, ...data: DataOf<Code>): string =>
	JSON.stringify(refusal(code, ...data));

/** What a schema's message says; one that the schema's library made says that the field is invalid. */
export function readMessage(message: string): RefusalOf<FieldCode> {
	return message.startsWith('{') ? (JSON.parse(message) as RefusalOf<FieldCode>) : { code: 'fieldInvalid' };
}

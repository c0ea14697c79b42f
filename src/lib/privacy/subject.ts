/**
 * Whose data it is. Without a phone number one row of the register is everybody of that name (or without
 * one): then a person is told apart by the vehicle, too.
 */
export interface Subject {
	customerId: string;
	/** Null exactly where the customer has a phone number. */
	vehicleId: string | null;
}

/** What is kept of somebody, as it is shown before anything is done with it. */
export interface Found extends Subject {
	name: string;
	phone: string;
	plates: string[];
	/** Jobs of which personal data is kept. */
	jobs: number;
	/** When the first and the last of them came, or were to come; epoch milliseconds. */
	first: number;
	last: number;
	/** Tickets of those that are on the board. */
	open: string[];
}

/** One of those found, looked at more closely before something is done with it. */
export interface Sought extends Found {
	/** Their cases that are not closed. */
	openCases: number;
}

/** The fewest signs to search by: one would find half the register. */
export const fewestSigns = 2;

/** So many are shown; whoever looks for one person then says more. */
export const mostFound = 20;

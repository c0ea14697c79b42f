/**
 * Why a job is not moving: a second axis beside its stage. [STOP1]
 *
 * With a new one raise the versions of board, floor and wall in feeds/versions.ts: pages of an older build have no word for it.
 */
export const stoppageReasons = [
	'parts',
	'approval',
	'technician',
	'bay',
	'sublet',
	'warranty',
	'insurer',
	'techline',
	'roadtest',
	'payment',
	'pickup',
	'carried',
	'other'
] as const;

export type StoppageReason = (typeof stoppageReasons)[number];

export interface Stoppage {
	reason: StoppageReason;
	/** Epoch milliseconds. */
	since: number;
	/** When it should go on, epoch milliseconds; null when nobody knows. */
	expectedUntil: number | null;
	note: string;
	/** Other work on the car can go on meanwhile. */
	otherWork: boolean;
	/** The car stands on its bay and keeps it. */
	blocksBay: boolean;
}

export type ClockOwner =
	'parts' | 'customer' | 'foreman' | 'vendor' | 'manufacturer' | 'insurer' | 'expert' | 'inspector';

/** Whose turn it is while a job is stopped. [STOP2] */
export const clockOwner: Record<StoppageReason, ClockOwner> = {
	parts: 'parts',
	approval: 'customer',
	technician: 'foreman',
	bay: 'foreman',
	sublet: 'vendor',
	warranty: 'manufacturer',
	insurer: 'insurer',
	techline: 'expert',
	roadtest: 'inspector',
	payment: 'customer',
	pickup: 'customer',
	carried: 'foreman',
	other: 'foreman'
};

/** Waiting for the customer's money or the customer does not keep a car from being ready. [STOP5] */
export const isAfterWork = (reason: StoppageReason): boolean => reason === 'payment' || reason === 'pickup';

import type { Role } from './person.ts';

/**
 * What changed who may see or do something, or how the workshop is set up. Kept for ever, so it holds ids
 * and no customer's data; names are looked up when it is read. [AUD1]
 */
export type AccessChange =
	| { type: 'personAdded'; personId: string; roles: Role[] }
	| { type: 'personRenamed'; personId: string; before: string }
	| { type: 'rolesChanged'; personId: string; before: Role[]; roles: Role[] }
	| { type: 'personLockedOut'; personId: string }
	| { type: 'personLetIn'; personId: string }
	/** `name`: nothing else holds it any more. */
	| { type: 'personDeleted'; personId: string; name: string }
	/** A one-time link: to a first account, or to a new password. */
	| { type: 'invited'; personId: string; reset: boolean }
	| { type: 'invitationRevoked'; personId: string }
	| { type: 'joined'; personId: string; reset: boolean }
	| { type: 'passwordChanged'; personId: string }
	| { type: 'pinSet'; personId: string }
	| { type: 'signedIn'; personId: string }
	| { type: 'signedOut'; personId: string }
	/** A wrong password. Further ones, once they are no more looked at, stand in the log alone. */
	| { type: 'signInRefused'; personId: string }
	| { type: 'sessionsEnded'; personId: string }
	| { type: 'stationAdded'; stationId: string }
	| { type: 'stationChanged'; stationId: string }
	/** A one-time link, by which another device can be it. */
	| { type: 'pairingOpened'; stationId: string }
	| { type: 'pairingRevoked'; stationId: string }
	/** Another device that was it before is it no more. */
	| { type: 'stationPaired'; stationId: string }
	/** Somebody signed in there with an account: the device is their own. */
	| { type: 'stationUnpaired'; stationId: string }
	| { type: 'stationRevoked'; stationId: string }
	| { type: 'pinRefused'; stationId: string; personId: string }
	| { type: 'screenAdded'; screenId: string }
	| { type: 'screenChanged'; screenId: string }
	/** Another device is it now, and the one before it no more. */
	| { type: 'screenPaired'; screenId: string }
	| { type: 'screenRevoked'; screenId: string }
	| { type: 'progressLinkMade'; linkId: string; jobId: string }
	| { type: 'progressLinkRevoked'; linkId: string; jobId: string }
	/** `name` of the stage or bay, or date and name of the special day. */
	| { type: 'settingsChanged'; part: 'workshop' | 'stage' | 'bay' | 'day' | 'holidays'; name: string }
	| { type: 'retentionChanged'; months: number }
	| { type: 'customerExported'; customerId: string; jobs: number }
	| { type: 'customerErased'; customerId: string; jobs: number }
	/** Jobs and cases whose time was over; entries of before there were cases name none. */
	| { type: 'expiredErased'; jobs: number; cases?: number };

export type AccessChangeType = AccessChange['type'];

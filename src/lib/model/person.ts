/** What a member of staff may be; several at once. What each may do stands in the access table. */
export const roles = [
	'owner',
	'manager',
	'foreman',
	'advisor',
	'technician',
	'inspector',
	'parts',
	'viewer'
] as const;

export type Role = (typeof roles)[number];

/** A member of the workshop's staff as the rules and the boards see them. */
export interface Person {
	id: string;
	name: string;
	roles: Role[];
	/** Somebody who left stays named in the past and can be given nothing new. */
	active: boolean;
}

/** A person as the settings show them. */
export interface StaffMember extends Person {
	/** What they sign in with; null for somebody who cannot. */
	username: string | null;
	/**
	 * When a browser that they are signed in with last asked for a page, epoch milliseconds, to the hour; null
	 * where they are signed in nowhere.
	 */
	seenAt: number | null;
}

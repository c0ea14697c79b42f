import type { Role } from './person.ts';

// Groups of roles that the rows of access tables are made of.

/** Set up the workshop. */
export const settling: readonly Role[] = ['owner', 'manager'];
/** Decide who works on what. */
export const floor: readonly Role[] = [...settling, 'foreman'];
/** Speak with customers. */
export const desk: readonly Role[] = [...floor, 'advisor'];
export const working: readonly Role[] = [...desk, 'technician', 'inspector', 'parts'];
export const everyone: readonly Role[] = [...working, 'viewer'];

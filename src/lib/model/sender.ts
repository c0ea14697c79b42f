/** Who may send a command. [ACC15] */
export const senderKinds = ['person', 'station', 'import', 'operator', 'customer'] as const;

/**
 * `person`: with an account, by their roles. `station`: a person at a shared tablet, by the roles that count there.
 * `import`: a reading of the dealer's system. `operator`: who runs the server, and its demo. `customer`: by the link to
 * their own job.
 */
export type SenderKind = (typeof senderKinds)[number];

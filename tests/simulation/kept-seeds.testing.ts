/**
 * Seeds that once found something, each with what it was. They are run besides the thousand. A seed decides another
 * day once the simulation itself draws otherwise: the mistakes are kept for good in planted.testing.ts.
 */
export const keptSeeds: readonly { seed: number; found: string }[] = [
	{ seed: 6, found: 'after a restored backup a commit was told as the next of the line before it' },
	{ seed: 3, found: 'a pulse confirmed what a look had seen and the room was not told yet' },
	{ seed: 20, found: 'a pulse that came late, or named a later revision, counted as proof of being current' }
];

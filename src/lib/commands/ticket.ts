/** I and O look like 1 and 0 from across a room. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/**
 * The short code called out in the lounge: A01 to A99, then B01 ... Z99, then A01 again (2376 in all,
 * weeks of work even in a large workshop). [JOB2]
 *
 * @param given how many tickets were given before this one
 */
export function ticketCode(given: number): string {
	const letter = LETTERS[Math.floor(given / 99) % LETTERS.length];
	return `${letter}${String((given % 99) + 1).padStart(2, '0')}`;
}

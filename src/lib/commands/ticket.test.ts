import { expect, test } from 'vitest';
import { ticketCode } from './ticket.ts';

test('[JOB2] ticket codes go from A01 to Z99, without I and O, and begin again', () => {
	expect([0, 1, 98, 99, 8 * 99, 24 * 99 - 1, 24 * 99].map(ticketCode)).toEqual([
		...['A01', 'A02', 'A99', 'B01', 'J01', 'Z99', 'A01']
	]);
	const all = Array.from({ length: 24 * 99 }, (_, given) => ticketCode(given));
	expect(new Set(all).size).toBe(all.length);
	for (const code of all) expect(code).toMatch(/^[A-HJ-NP-Z](?!00)\d\d$/);
});

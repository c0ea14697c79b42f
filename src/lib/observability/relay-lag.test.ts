import { expect, test } from 'vitest';
import { relayLag } from './relay-lag.server.ts';

/** Origins of what was measured, in order. */
function measured() {
	const origins: string[] = [];
	return { origins, lag: relayLag({ told: (origin) => void origins.push(origin) }) };
}

test('[OBS2] each revision known is measured once, when the rooms were told it or a later one', () => {
	const { origins, lag } = measured();
	lag.known('w', 8, 'elsewhere', 6);
	lag.known('w', 7, 'here', 6);
	lag.known('w', 8, 'here', 6);
	lag.told('w', 7);
	expect(origins).toEqual(['here']);
	lag.told('w', 9);
	expect(origins).toEqual(['here', 'elsewhere']);
	lag.told('w', 10);
	expect(origins).toHaveLength(2);
});

test('what nobody looks at, or was told before it was known, is not', () => {
	const { origins, lag } = measured();
	lag.known('w', 7, 'here', null);
	lag.known('w', 8, 'here', 8);
	lag.told('w', 9);
	expect(origins).toEqual([]);
});

test('revisions of a line that a restore ended do not stay', () => {
	const { origins, lag } = measured();
	for (let revision = 1; revision <= 2_500; revision++) lag.known('w', 10_000 + revision, 'here', 0);
	lag.told('w', 20_000);
	expect(origins.length).toBeLessThanOrEqual(1_000);
});

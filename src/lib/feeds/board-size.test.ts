import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { after, book, contextOf, moveTo, NOW, stages } from '../job/job.testing.ts';
import { layOpenWindows } from '../model/opening-hours.ts';
import { defaultHours } from '../settings/defaults.ts';
import { boardFeed } from './board.ts';

/** Open by day, as usual. */
const openWindows = layOpenWindows(defaultHours, 'Asia/Shanghai', NOW);

/** Bytes of five hundred packed cards, each moved so many times between repair and inspection. */
function packed(turns: number): number {
	const cards = Array.from({ length: 500 }, (_, number) => {
		let now = NOW + number * 61_003;
		const vehicle = {
			...{ plate: `豫A${String(10_000 + ((number * 7_919) % 90_000))}`, vin: '' },
			...{ brand: 'VW', model: '迈腾', colour: '黑' }
		};
		const order = { vehicle, orderNumber: `RO-${number}`, promise: now + 3_600_000 };
		let job = after(null, book(order, { arrivedAt: now }), contextOf({ now }));
		for (let turn = 0; turn < turns; turn++) {
			now += 60_000 + ((number * 31 + turn * 7_907) % 600_000);
			job = after(job, moveTo(turn % 2 ? stages.inspection : stages.repair), contextOf({ now }));
		}
		return boardFeed.card({ ...job, id: randomUUID() }, { openWindows } as never);
	});
	return gzipSync(JSON.stringify({ ...contextOf(), cards }), { level: 6 }).length / 1024;
}

test.each([
	[2, 60],
	[100, 60]
])('[SYNC13] [JOB8] five hundred cards moved %i times each are at most %i KB packed', (turns, most) =>
	expect(packed(turns)).toBeLessThan(most)
);

import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from './clock.ts';
import type { CrowdAnswer, CrowdQuestion, Place } from './crowd-words.ts';
import { marksOf, type Marks, revisionOf } from './marks.ts';
import { Receipts } from './receipts.ts';
import { openWire, type Wire } from './wire.ts';

// A process of its own, which is asked by open-crowd.ts: screens without glass. So their work does not delay the clock of
// whoever sends.

/** Screens that come in at a time, where they need not all come at once. */
const AT_A_TIME = 25;
/** Milliseconds after which what has not come counts as missing. */
const PATIENCE = 30_000;

let wires: Wire[] = [];
let receipts = new Receipts([]);
let lost = 0;
/** The last change of each feed, as it came. */
const samples = new Map<string, Buffer>();

process.on('message', (question: CrowdQuestion) => {
	answer(question).then(
		(content) => process.send!({ content }),
		(error: unknown) => process.send!({ error: String(error) })
	);
});
// Whoever asked is gone.
process.on('disconnect', () => process.exit());

async function answer(question: CrowdQuestion): Promise<CrowdAnswer> {
	switch (question.ask) {
		case 'open':
			return { opened: await open(question.places, question.atOnce) };
		case 'settle':
			for (const end = clock() + PATIENCE; clock() < end && !receipts.haveAll(question.upTo);) await sleep(5);
			return { report: receipts.take(question.upTo), lost };
		case 'samples':
			return { samples: [...samples].map(([feed, frame]) => [feed, frame.toString()]) };
	}
}

/** How many milliseconds after the first began each was current. */
async function open(places: readonly Place[], atOnce: boolean): Promise<number[]> {
	const began = clock();
	const standing: number[] = [];
	const current: number[] = [];
	// What comes before all are open is older than any snapshot, or its screen is told again by it.
	let note = (_screen: number, _marks: Marks, _bytes: number) => {};
	const enter = async ({ address, handshake, headers, feed }: Place, screen: number) => {
		wires[screen] = await openWire({
			...{ address, handshake, headers },
			onEvent(frame) {
				const marks = marksOf(frame);
				if (!marks) return;
				note(screen, marks, frame.length);
				samples.set(feed, frame);
			},
			onLost: () => lost++
		});
		standing[screen] = revisionOf(await wires[screen].ask('join', { since: null }));
		current[screen] = clock() - began;
	};
	wires = [];
	for (let first = 0; first < places.length; first += atOnce ? places.length : AT_A_TIME) {
		const some = atOnce ? places : places.slice(first, first + AT_A_TIME);
		await Promise.all(some.map((place, index) => enter(place, first + index)));
	}
	receipts = new Receipts(standing);
	note = (screen, marks, bytes) => receipts.got(screen, marks, bytes, clock());
	return current;
}

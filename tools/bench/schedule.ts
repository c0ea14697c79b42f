import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { clock } from './clock.ts';

/** Timers ring up to a millisecond late, which would be a large part of what is measured: the last of it is waited out. */
const TIMERS_ARE_LATE = 2;

/** Waits for a moment by `clock`. Answers are taken meanwhile. */
async function until(moment: number): Promise<void> {
	if (moment - clock() > TIMERS_ARE_LATE) await sleep(moment - clock() - TIMERS_ARE_LATE);
	while (clock() < moment) await breathe();
}

/**
 * Sends on a fixed schedule: a slow answer does not put off what is due next, and times count from when each was due
 * (no coordinated omission).
 *
 * @param every milliseconds between two
 * @returns each with when it was due, by `clock`
 */
export async function onSchedule<Answer>(
	send: () => Promise<Answer>,
	count: number,
	every: number
): Promise<{ due: number; answer: Answer }[]> {
	const begin = clock() + every;
	const answers: Promise<{ due: number; answer: Answer }>[] = [];
	for (let n = 0; n < count; n++) {
		const due = begin + n * every;
		await until(due);
		answers.push(send().then((answer) => ({ due, answer })));
	}
	return Promise.all(answers);
}

/** Milliseconds by which somebody may be ahead of how often they may send: not every quick answer is waited after. */
const AHEAD = 300;

/**
 * Everybody sends as soon as they have their last answer.
 *
 * @param atMost how often one of them may send in a second, on average
 * @returns all answers, and when the first was asked for, by `clock`
 */
export async function asFastAsAnswered<Answer>(
	senders: readonly (() => Promise<Answer>)[],
	seconds: number,
	atMost = Infinity
): Promise<{ began: number; answers: Answer[] }> {
	const began = clock();
	const end = began + seconds * 1_000;
	const answers: Answer[] = [];
	await Promise.all(
		senders.map(async (send) => {
			for (let sent = 0; clock() < end;) {
				answers.push(await send());
				const early = began + (++sent * 1_000) / atMost - clock();
				if (early > AHEAD) await sleep(early - AHEAD);
			}
		})
	);
	return { began, answers };
}

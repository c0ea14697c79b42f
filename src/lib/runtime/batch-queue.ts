import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * One line of people who ask: while one lot is answered the others wait, and then go in together. Nobody waits who
 * comes alone, and the more come at once, the less each of them costs.
 *
 * @param most that go in together
 * @param together answers all of one lot, in their order; what it throws, each of them is told
 * @param every the fewest milliseconds between the beginnings of two lots that are not full: in a storm the lots grow, and
 *   the database is asked less often
 */
export function inLine<Ask, Answer>(
	most: number,
	together: (asks: readonly Ask[]) => Promise<Answer[]>,
	every = 0
): (ask: Ask) => Promise<Answer> {
	const waiting: {
		ask: Ask;
		answer(answer: Answer): void;
		fail(error: unknown): void;
		/** What the log and the traces know of who asks. */
		under: ReturnType<typeof AsyncLocalStorage.snapshot>;
	}[] = [];
	let open = true;
	let begunAt = -Infinity;
	const letIn = async () => {
		open = false;
		while (waiting.length > 0) {
			const early = begunAt + every - performance.now();
			if (early > 0 && waiting.length < most) await sleep(early);
			begunAt = performance.now();
			const lot = waiting.splice(0, most);
			// As work for the first of them, not for somebody of an earlier lot. [OBS4]
			const answering = lot[0]!.under(() => together(lot.map(({ ask }) => ask)));
			await answering.then(
				(answers) => lot.forEach(({ answer }, index) => answer(answers[index]!)),
				(error: unknown) => lot.forEach(({ fail }) => fail(error))
			);
		}
		open = true;
	};
	return (ask) =>
		new Promise((answer, fail) => {
			waiting.push({ ask, answer, fail, under: AsyncLocalStorage.snapshot() });
			if (open) void letIn();
		});
}

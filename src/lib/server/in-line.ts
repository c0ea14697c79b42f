import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * One line of people who ask: while one lot is answered the others wait, and then go in together. Nobody waits who
 * comes alone, and the more come at once, the less each of them costs.
 *
 * @param most that go in together
 * @param together answers all of one lot, in their order; what it throws, each of them is told
 */
export function inLine<Ask, Answer>(
	most: number,
	together: (asks: readonly Ask[]) => Promise<Answer[]>
): (ask: Ask) => Promise<Answer> {
	const waiting: {
		ask: Ask;
		answer(answer: Answer): void;
		fail(error: unknown): void;
		/** What the log and the traces know of who asks. */
		under: ReturnType<typeof AsyncLocalStorage.snapshot>;
	}[] = [];
	let open = true;
	const letIn = async () => {
		open = false;
		while (waiting.length > 0) {
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

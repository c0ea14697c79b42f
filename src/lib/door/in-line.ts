/** The most that goes in together: what waits behind it is not to wait long. */
const MOST_TOGETHER = 50;

/**
 * One line of people who ask: while one lot is answered the others wait, and then go in together. Nobody waits who
 * comes alone, and the more come at once, the less each of them costs.
 *
 * @param together answers all of one lot, in their order; what it throws, each of them is told
 */
export function inLine<Ask, Answer>(
	together: (asks: readonly Ask[]) => Promise<Answer[]>
): (ask: Ask) => Promise<Answer> {
	const waiting: { ask: Ask; answer(answer: Answer): void; fail(error: unknown): void }[] = [];
	let open = true;
	const letIn = async () => {
		open = false;
		while (waiting.length > 0) {
			const lot = waiting.splice(0, MOST_TOGETHER);
			await together(lot.map(({ ask }) => ask)).then(
				(answers) => lot.forEach(({ answer }, index) => answer(answers[index]!)),
				(error: unknown) => lot.forEach(({ fail }) => fail(error))
			);
		}
		open = true;
	};
	return (ask) =>
		new Promise((answer, fail) => {
			waiting.push({ ask, answer, fail });
			if (open) void letIn();
		});
}

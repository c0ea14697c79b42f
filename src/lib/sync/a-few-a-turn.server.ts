/** So many a turn keep a turn at a few milliseconds. */
const A_TURN = 10;

/**
 * Lets a few in with each turn of the event loop. When a server comes back thousands knock at the same moment: commands and
 * `/readyz` are answered between two turns.
 *
 * @returns call it with what is to be done when it is somebody's turn
 */
export function aFewATurn(): (enter: () => void) => void {
	const waiting: (() => void)[] = [];
	const turn = () => {
		for (const enter of waiting.splice(0, A_TURN)) enter();
		if (waiting.length > 0) setImmediate(turn);
	};
	return (enter) => {
		if (waiting.push(enter) === 1) setImmediate(turn);
	};
}

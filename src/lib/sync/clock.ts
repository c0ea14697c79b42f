/** Time as the live side uses it: the machine's own, or a made one. */
export interface Clock {
	/** Epoch milliseconds. Jumps when somebody sets the machine's clock. */
	now(): number;
	/** Milliseconds, any origin, never going back. */
	elapsed(): number;
	/** Runs something once, so many milliseconds from now; the function returned takes that back. */
	later(run: () => void, milliseconds: number): () => void;
	/** Runs something again and again; the function returned ends it. */
	every(run: () => void, milliseconds: number): () => void;
}

export const machineClock: Clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	later(run, milliseconds) {
		if (milliseconds <= 0) {
			// A timer of 0 waits for a millisecond at least.
			const soon = setImmediate(run);
			return () => clearImmediate(soon);
		}
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
	every(run, milliseconds) {
		const timer = setInterval(run, milliseconds);
		return () => clearInterval(timer);
	}
};

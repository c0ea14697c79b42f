/** Says when a command is done, in epoch milliseconds. */
export interface Clock {
	/** Null where the database has to be asked. */
	now(): number | null;
	/**
	 * Takes what the database's clock said.
	 *
	 * @param askedAt this process's time when the question was sent
	 */
	hear(databaseNow: number, askedAt: number): void;
	/** Whether the times of a workshop's commands must ascend with its revisions. */
	readonly ascends: boolean;
}

/** Milliseconds by which this process's two clocks may differ since the database was heard. */
const TOLERANCE = 1_000;

/**
 * The database's clock, which all processes share: their own may differ. Between two answers a process goes on by its
 * own clock, unless that was set or the machine was suspended meanwhile. [CMD7]
 */
export function databaseClock(): Clock {
	let known: { offset: number; wall: number; running: number } | null = null;
	return {
		ascends: true,
		now() {
			if (!known) return null;
			const [wall, running] = [Date.now(), performance.now()];
			const steady = Math.abs(wall - known.wall - (running - known.running)) < TOLERANCE;
			return steady ? wall + known.offset : null;
		},
		hear(databaseNow, askedAt) {
			const wall = Date.now();
			// The database spoke at some moment between the question and now.
			const [least, most] = [databaseNow - wall, databaseNow - askedAt];
			const offset = Math.min(Math.max(known?.offset ?? least, least), most);
			known = { offset, wall, running: performance.now() };
		}
	};
}

/** A clock of its own, for a past that is made up: it may go back. */
export const madeUpClock = (now: () => number): Clock => ({ now, hear: () => {}, ascends: false });

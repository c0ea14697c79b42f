import type { JoinReply } from '#lib/sync/protocol.ts';

/** A change of the product's, as it came: what the bare servers send too. */
type Change = { from: number; to: number } & Record<string, unknown>;

/** What both bare servers answer: in the product's words, and with nothing behind it. */
export class BareBoard {
	#mark: number;
	#changes: Map<string, Change>;

	/** @param frames of each feed one of the product's, `42["change",{...}]` */
	constructor(frames: ReadonlyMap<string, string>) {
		this.#changes = new Map(
			[...frames].map(([feed, frame]) => [feed, (JSON.parse(frame.slice(2)) as [string, Change])[1]])
		);
		// From there on: numbers of as many digits.
		this.#mark = Math.max(0, ...[...this.#changes.values()].map(({ to }) => to));
	}

	join(): JoinReply {
		const snapshot = { epoch: '', revision: this.#mark, meta: {}, cards: [] };
		return { ok: true, now: Date.now(), build: '', arrivedAt: 0, snapshot };
	}

	move({ jobId, expect }: { jobId: string; expect: number }) {
		return { ok: true, revision: ++this.#mark, jobId, version: expect + 1, did: ['moved'] };
	}

	/** What each feed is told of the last move. */
	changes(): [feed: string, change: Change][] {
		const marks = { from: this.#mark - 1, to: this.#mark };
		return [...this.#changes].map(([feed, change]) => [feed, { ...change, ...marks }]);
	}
}

/** What a bare server is told when it begins: one frame of each feed. Then it says on which port it listens. */
export function whenTold(begin: (board: BareBoard) => Promise<number>): void {
	process.once('message', (frames: [string, string][]) => {
		void begin(new BareBoard(new Map(frames))).then((port) => process.send!(port));
	});
	process.on('disconnect', () => process.exit());
}

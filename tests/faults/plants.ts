/*
 * Bugs to be planted, each of which the fault run must find: what proves that its zeros mean something. All stand in
 * one build, each behind a switch; none of them is ever part of the product.
 */

/** Text of a file of the product, and what takes its place. `PLANTED` becomes the condition that the bug is on. */
export interface Edit {
	file: string;
	from: string;
	to: string;
}

export interface Plant {
	name: string;
	/** What it breaks. */
	breaks: string;
	/** Where it is switched on: in the server's processes, or in the screens of the fault run. */
	side: 'server' | 'screen';
	edits: Edit[];
	/** Kinds of faults (their names, or parts of them) that bring it to light, and how many of them. */
	shows: { only: string; faults: number };
}

const perform = 'src/lib/commands/perform.server.ts';
const decideAll = 'src/lib/commands/decide-batch.ts';
const relay = 'src/lib/sync/relay.server.ts';

export const plants: readonly Plant[] = [
	{
		name: 'dropped change',
		breaks: 'where one frame carries several cards, the first is left out of it',
		side: 'server',
		edits: [
			{
				file: relay,
				from: "this.#parts.emit(room, 'change', { epoch, from, to, changed: cards, gone });",
				to: "this.#parts.emit(room, 'change', { epoch, from, to, changed: PLANTED && cards.length > 1 ? cards.slice(1) : cards, gone });"
			}
		],
		shows: { only: 'Redis slow', faults: 3 }
	},
	{
		name: 'acknowledged before COMMIT',
		breaks: 'the answer goes out when the transaction has done its work, before it is committed',
		side: 'server',
		edits: [
			{
				file: perform,
				from: 'const done = await db.transaction((tx) => transact(tx, workshopId, asked, kept, clock));',
				to: `const done = await (PLANTED
					? new Promise<Awaited<ReturnType<typeof transact>>>((resolve, reject) => {
							db.transaction(async (tx) => resolve(await transact(tx, workshopId, asked, kept, clock))).catch(reject);
						})
					: db.transaction((tx) => transact(tx, workshopId, asked, kept, clock)));`
			}
		],
		shows: { only: 'COMMIT', faults: 8 }
	},
	{
		name: 'wrong room',
		breaks: "a workshop's changes are told to the boards of all workshops",
		side: 'server',
		edits: [
			{
				file: relay,
				from: 'const known = watch.versions.get(job.id);',
				to: `if (PLANTED) {
					for (const other of this.#watches.keys()) {
						const there = roomOf({ feed: 'board', workshopId: other, jobId: null });
						this.#parts.emit(there, 'change', { epoch, from, to, changed: [job] as never, gone: [] });
					}
				}
				const known = watch.versions.get(job.id);`
			}
		],
		shows: { only: 'screens cut off', faults: 1 }
	},
	{
		name: 'swallowed catch-up',
		breaks: 'whoever comes back is told how far the workshop has come, and nothing of what changed',
		side: 'server',
		edits: [
			{
				file: 'src/lib/sync/read-feed.server.ts',
				from: 'to: revision, changed: cards, gone } };',
				to: 'to: revision, changed: PLANTED ? [] : cards, gone } };'
			}
		],
		shows: { only: 'screens half-open', faults: 2 }
	},
	{
		name: 'double apply',
		breaks: 'a command that was done is done again when it is sent again',
		side: 'server',
		edits: [
			{
				file: decideAll,
				from: 'if (earlier) return repeated(earlier, workshopId, fingerprint);',
				to: `if (earlier && !PLANTED) return repeated(earlier, workshopId, fingerprint);
				const current = states[subjectOf(command).stream].get(subjectOf(command).id);
				if (earlier && current && 'expect' in command) command.expect = current.version;`
			},
			{
				file: 'src/lib/commands/statements.server.ts',
				from: 'command: inserting(commands),',
				to: `command: draft.insert(commands).values(slotsOf(commands) as never)
					.onConflictDoNothing().prepare('insert'),`
			}
		],
		shows: { only: 'killed after COMMIT', faults: 3 }
	},
	{
		name: 'silent merge',
		breaks: 'what the sender saw is not looked at',
		side: 'server',
		edits: [
			{
				file: 'src/lib/stream/decide.ts',
				from: 'if (command.expect !== undefined) {',
				to: 'if (command.expect !== undefined && !PLANTED) {'
			}
		],
		shows: { only: 'screens slow', faults: 2 }
	},
	{
		name: 'gaps between revisions',
		breaks: 'now and then a revision is passed over, as with a sequence after a rollback',
		side: 'server',
		edits: [
			{
				file: decideAll,
				from: 'const revision = (state.revision += 1);',
				to: 'const revision = (state.revision += PLANTED && Math.random() < 0.2 ? 2 : 1);'
			}
		],
		shows: { only: 'screens cut off', faults: 3 }
	},
	{
		name: 'poll removed',
		breaks: 'only word over Redis tells a process what another one committed',
		side: 'server',
		edits: [
			{
				file: relay,
				from: 'if (revision !== watch.told || epoch !== watch.epoch) this.#schedule(workshopId, watch);',
				to: 'if ((revision !== watch.told || epoch !== watch.epoch) && !PLANTED) this.#schedule(workshopId, watch);'
			}
		],
		shows: { only: 'Redis half-open', faults: 3 }
	},
	{
		name: 'stale settings',
		breaks: 'settings once read are kept though they changed',
		side: 'server',
		edits: [
			{
				file: 'src/lib/commands/read-settings.server.ts',
				from: 'known.settings.revision === settingsRevision;',
				to: '(known.settings.revision === settingsRevision || PLANTED);'
			}
		],
		shows: { only: 'screens cut off', faults: 8 }
	},
	{
		name: 'personal data on the wall',
		breaks: "a wall's card carries the customer's phone number",
		side: 'server',
		edits: [
			{
				file: 'src/lib/feeds/wall.ts',
				from: 'colour: job.vehicle.colour,',
				to: 'colour: PLANTED ? job.vehicle.colour + job.customer.phone : job.vehicle.colour,'
			}
		],
		shows: { only: 'screens cut off', faults: 1 }
	},
	{
		name: 'long way back',
		breaks: 'after an outage a process waits up to 20 s before it asks PostgreSQL again',
		side: 'server',
		edits: [
			{
				file: 'src/lib/database/database.ts',
				from: 'backoff: () => 0.2 + Math.random() * 0.3,',
				to: 'backoff: () => (PLANTED ? 20 : 0.2 + Math.random() * 0.3),'
			}
		],
		shows: { only: 'PostgreSQL restarted', faults: 2 }
	},
	{
		name: 'always live',
		breaks: 'a screen never says that what it shows may be old',
		side: 'screen',
		edits: [
			{
				file: 'src/lib/model/freshness.ts',
				from: "if (silence >= STALE_AFTER) return 'stale';",
				to: "if (PLANTED) return 'live';\n\tif (silence >= STALE_AFTER) return 'stale';"
			}
		],
		shows: { only: 'screens half-open for long', faults: 1 }
	},
	{
		name: 'catch-up from too late a mark',
		breaks: 'a screen that comes back asks for what came after the change it missed first',
		side: 'screen',
		edits: [
			{
				file: 'src/lib/sync/feed-client.ts',
				from: 'return this.#replica && { epoch: this.#replica.epoch, revision: this.#replica.revision };',
				to: 'return this.#replica && { epoch: this.#replica.epoch, revision: this.#replica.revision + (PLANTED ? 1 : 0) };'
			}
		],
		shows: { only: 'screens half-open', faults: 2 }
	},
	{
		name: 'cards that stay',
		breaks: 'a card that left the board stays on the screens',
		side: 'screen',
		edits: [
			{
				file: 'src/lib/sync/replica.ts',
				from: 'for (const id of change.gone) cards.delete(id);',
				to: 'for (const id of PLANTED ? [] : change.gone) cards.delete(id);'
			}
		],
		shows: { only: 'screens cut off', faults: 2 }
	}
];

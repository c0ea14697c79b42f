import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { commandAccess } from '../access/table.ts';
import type { AnyCommandType } from '../streams/streams.ts';
import { RecentDurations } from './recent.ts';

/** Seconds, from what a local database takes to what a page waits for at most. */
const waits = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 8];

/** `done`, the code of a refusal, or `failed` where nothing is known of its fate. */
export type CommandOutcome = string;

/**
 * What one server process counts of itself, in a registry of its own. Each process serves its own figures; who
 * gathers them adds up. [OBS2] Labels are few and name nobody: types, outcomes, feeds, route ids, workshops.
 */
export interface Metrics {
	registry: Registry;
	/** How long commands took lately, for people. */
	recent: RecentDurations;
	/** A command was answered, after so many milliseconds. */
	answered(type: AnyCommandType | 'unknown', outcome: CommandOutcome, milliseconds: number): void;
	/** A screen that lacked something was given the changes since, or everything anew, or could not be. [SYNC5] */
	caughtUp(outcome: 'change' | 'snapshot' | 'failed'): void;
	/** The rooms were told a revision so many milliseconds after this process knew of it. */
	told(origin: 'here' | 'elsewhere', milliseconds: number): void;
	/** An HTTP request was answered. */
	served(routeId: string | null, method: string, status: number, milliseconds: number): void;
	/** A figure that is read when it is asked for. What is not known has no value. */
	gauge<Label extends string>(
		name: string,
		help: string,
		labels: readonly Label[],
		read: () => Reading<Label>[] | Promise<Reading<Label>[]>
	): void;
}

export type Reading<Label extends string> = [Record<Label, string>, number];

/** Routes are a list of ours; methods are not. */
const methods = new Set(['GET', 'HEAD', 'POST']);

export function openMetrics(): Metrics {
	const registry = new Registry();
	const registers = [registry];
	const recent = new RecentDurations();
	const commands = new Counter({
		name: 'kanche_commands_total',
		help: 'Commands answered, by type and outcome: done, failed, or the code of the refusal.',
		labelNames: ['type', 'outcome'],
		registers
	});
	const commandSeconds = new Histogram({
		name: 'kanche_command_duration_seconds',
		help: 'Seconds from the door of a command to its answer, COMMIT included.',
		labelNames: ['outcome'],
		buckets: waits,
		registers
	});
	const catchUps = new Counter({
		name: 'kanche_catch_ups_total',
		help: 'Screens that lacked something and were given the changes since (change), everything anew (snapshot) or nothing (failed).',
		labelNames: ['outcome'],
		registers
	});
	const lag = new Histogram({
		name: 'kanche_relay_lag_seconds',
		help: 'Seconds from when this process knew of a revision (its own commit: here; word from another process: elsewhere) until its rooms were told.',
		labelNames: ['origin'],
		buckets: waits,
		registers
	});
	const requests = new Histogram({
		name: 'kanche_http_request_duration_seconds',
		help: 'Seconds from an HTTP request to its answer, by route.',
		labelNames: ['route', 'method', 'status'],
		buckets: [0.01, 0.05, 0.2, 1, 5],
		registers
	});
	// An alarm that counts what came in the last minutes sees the first one only where there was a 0 before.
	for (const outcome of ['done', 'failed']) {
		for (const type of Object.keys(commandAccess)) commands.inc({ type, outcome }, 0);
	}
	for (const outcome of ['change', 'snapshot', 'failed']) catchUps.inc({ outcome }, 0);
	return {
		...{ registry, recent },
		answered(type, outcome, milliseconds) {
			commands.inc({ type, outcome });
			const kind = outcome === 'done' || outcome === 'failed' ? outcome : 'refused';
			commandSeconds.observe({ outcome: kind }, milliseconds / 1000);
			if (kind === 'done') recent.add(Date.now(), milliseconds);
		},
		caughtUp: (outcome) => catchUps.inc({ outcome }),
		told: (origin, milliseconds) => lag.observe({ origin }, milliseconds / 1000),
		served(routeId, method, status, milliseconds) {
			const asked = { route: routeId ?? 'none', method: methods.has(method) ? method : 'other' };
			requests.observe({ ...asked, status: `${Math.floor(status / 100)}xx` }, milliseconds / 1000);
		},
		gauge(name, help, labelNames, read) {
			// Named anew after a hot edit in development.
			registry.removeSingleMetric(name);
			new Gauge({
				...{ name, help, labelNames: [...labelNames], registers },
				async collect() {
					this.reset();
					// One without labels would say 0 of what is not known.
					if (labelNames.length === 0) this.remove();
					for (const [labels, value] of await read()) this.set(labels, value);
				}
			});
		}
	};
}

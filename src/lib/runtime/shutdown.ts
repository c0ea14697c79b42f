type Step = () => void | Promise<void>;

interface Shutdown {
	steps: Map<string, Step>;
	running?: Promise<void>;
}

// On globalThis for the same reason as the http server: the entry runs what the app registered.
const key = Symbol.for('kanche.shutdown');
const shared = globalThis as { [key]?: Shutdown };

const state: Shutdown = (shared[key] ??= { steps: new Map() });

/** Milliseconds for all steps together: with the 5 s that a stop may take, some are left for the exit. */
const patience = 4500;

/**
 * Registers what to close when the process ends. Steps run one after another, last registered first;
 * the same name registered again (a hot edit) replaces the earlier step.
 *
 * @returns removes the step, where it was done earlier
 */
export function onShutdown(name: string, step: Step): () => void {
	state.steps.delete(name);
	state.steps.set(name, step);
	return () => {
		if (state.steps.get(name) === step) state.steps.delete(name);
	};
}

/** Runs every step once, however often it is called. Settles within `patience` and never rejects. */
export function shutDown(): Promise<void> {
	return (state.running ??= runSteps());
}

export const isShuttingDown = (): boolean => state.running !== undefined;

async function runSteps(): Promise<void> {
	const late = new Promise<string>((resolve) => {
		setTimeout(resolve, patience, 'late').unref();
	});
	for (const [name, step] of [...state.steps].reverse()) {
		const outcome = await Promise.race([late, Promise.resolve().then(step).catch(describe)]);
		if (outcome) process.stderr.write(`shutdown: ${name}: ${outcome}\n`);
	}
}

function describe(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

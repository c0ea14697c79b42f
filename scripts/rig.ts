import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { isShuttingDown, shutDown } from '../src/lib/runtime/shutdown.ts';
import { isolate } from './isolate.ts';

// What demo, benches, soaks, strains and fault runs have in common. Import it before any other module: others read the
// settings as they are loaded. What a rig starts it registers with `onShutdown`, so that nothing outlives it. [RUN9]

/** The settings that the environment held. Only what this rig's usage names may be used. */
export const given = isolate();
endOnSignal();

/** Ends the process with a sentence, after all that it started. */
export async function fail(error: unknown): Promise<never> {
	if (!isShuttingDown()) console.error(error instanceof Error ? error.message : String(error));
	await shutDown();
	process.exit(1);
}

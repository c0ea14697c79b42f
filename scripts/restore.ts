import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { runRestore } from './backup/run.ts';

// `npm run restore -- FILE`: puts a backup in the place of everything the server keeps.

endOnSignal();
process.exitCode = await runRestore(process.argv.slice(2));

import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { runBackup } from './backup/run.ts';

// `npm run backup -- FILE`: everything the server keeps, in one file, while it runs.

endOnSignal();
process.exitCode = await runBackup(process.argv.slice(2));

import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { compileMessages } from './compile-messages.ts';

// `npm run import -- FILE --workshop SLUG`: takes a dealer's work orders onto a board, beside a running
// server or without one.

endOnSignal();
compileMessages();
const { runImport } = await import('./import/run.ts');
process.exitCode = await runImport(process.argv.slice(2));

import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { compileMessages } from './compile-messages.ts';

// `npm run pass -- --workshop SLUG --username NAME`: a one-time address to a new password, from whoever runs
// the server, for when nobody in the workshop can make one.

endOnSignal();
compileMessages();
const { runPass } = await import('./pass/run.ts');
process.exitCode = await runPass(process.argv.slice(2));

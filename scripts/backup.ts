import { runBackup } from './backup/run.ts';

// `npm run backup -- FILE`: everything the server keeps, in one file, while it runs.

process.exitCode = await runBackup(process.argv.slice(2));

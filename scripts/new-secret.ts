import { endOnSignal } from '../src/lib/runtime/end-signals.ts';
import { loadConfig } from '#lib/runtime/config.ts';
import { openDatabase } from '#lib/database/database.ts';
import { takeSecret } from '#lib/app/site-secret.ts';

// `npm run new-secret`: where the secret of a site is lost, its servers take the one that AUTH_SECRET or the data
// folder holds now, or a new one where that file cannot be used. Stop them first.

endOnSignal();
const config = loadConfig();
const database = await openDatabase(config, { max: 1 });
try {
	await takeSecret(database.db, config);
	console.log('Done: start the server. Everybody signs in anew, and needs a new PIN (Settings, People).');
} finally {
	await database.close();
}

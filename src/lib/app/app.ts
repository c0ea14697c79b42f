import { measureProcess } from '../observability/measure-process.server.ts';
import { type Metrics, openMetrics } from '../observability/metrics.server.ts';
import { type Auth, openAuth } from '../people/auth.server.ts';
import { type Guard, openGuard } from '../people/guard.server.ts';
import { openPinLimits, type PinLimits } from '../stations/pin-limits.server.ts';
import { openPins, type Pins } from '../stations/pins.server.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { type OpenDatabase, openDatabase } from '../database/database.ts';
import { type OpenLimit, openLimits } from '../database/limit.server.ts';
import { explainError } from '../database/explain-error.ts';
import { log } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { openSiteSecret } from './site-secret.ts';
import { MINUTE } from '../model/moments.ts';

/** Milliseconds that a server which starts waits for its database. [REL3] */
const COMES_WITHIN = MINUTE;

/** What one server process has open. */
export interface App extends OpenDatabase {
	config: Config;
	auth: Auth;
	/** Limits on guessing, which all processes share. */
	limit: OpenLimit;
	/** What stands before passwords. */
	guard: Guard;
	pins: Pins;
	pinLimits: PinLimits;
	/** What this process counts of itself. */
	metrics: Metrics;
	/** Known to all servers of the site and to nobody else: signs sessions, keys hashes. */
	secret: string;
}

// Kept on globalThis: in development this module is loaded anew after an edit, the database is not.
const key = Symbol.for('kanche.app');
const shared = globalThis as { [key]?: { opening: Promise<App>; open?: App } };

/** Opens the database once for this process, and closes it at the end of the process. */
export function openApp(): Promise<App> {
	if (!shared[key]) {
		const opening = open();
		shared[key] = { opening };
		opening.then(
			(app) => (shared[key] = { opening, open: app }),
			() => delete shared[key]
		);
	}
	return shared[key].opening;
}

/** The open app. Requests come only after it was opened. */
export function app(): App {
	const open = shared[key]?.open;
	if (!open) throw new Error('The app is not open yet');
	return open;
}

async function open(): Promise<App> {
	const config = loadConfig();
	const database = await openDatabase(config, {
		patience: {
			within: COMES_WITHIN,
			onWait: (error) => log.warn({ error: explainError(error).message }, 'waiting for the database')
		}
	});
	onShutdown('database', () => database.close());
	const { db } = database;
	const secret = await openSiteSecret(db, config);
	const limit = openLimits(db, secret);
	const metrics = openMetrics();
	measureProcess(metrics, database);
	return {
		...{ config, ...database, auth: openAuth(db, secret), limit, guard: openGuard(limit, secret) },
		...{ pins: openPins(secret), pinLimits: openPinLimits(limit), metrics, secret }
	};
}

import type { App } from './app.ts';
import { log } from '../runtime/log.ts';
import { anyWorkshop } from '../settings/create-workshop.server.ts';
import { setupCode, showSetupCode } from '../settings/setup-code.ts';

/**
 * While there is no workshop, prints where to make it and with which code, at every log level: without this line
 * nobody gets in. [PPL7]
 */
export async function announceSetup({ db, config, secret }: App): Promise<void> {
	if (await anyWorkshop(db)) return;
	const address = `${config.publicOrigins[0] ?? `http://localhost:${config.port}`}/setup`;
	const code = showSetupCode(setupCode(secret));
	log
		.child({}, { level: 'info' })
		.info({ address, code }, `First run: open ${address} and enter the setup code ${code}`);
}

import { app } from '../app/app.ts';

/**
 * The whole address of a link that is handed to somebody else: an address configured reaches further than
 * the one that this desk uses.
 *
 * @param path of this server, with the token
 * @param asked the address of the page that makes it
 */
export const linkAddress = (path: string, asked: URL): string =>
	new URL(path, app().config.publicOrigins[0] ?? asked.origin).href;

import type { Plugin } from 'vite';

/** How Engine.IO's client names the ways that it can travel by. */
const ALL = /export const transports = \{\s*websocket: WS,\s*webtransport: WT,\s*polling: XHR,?\s*\};/;

/**
 * Leaves long polling and WebTransport out of Engine.IO's client: the server speaks websocket only, and a television loads
 * what it never uses. [TV5]
 *
 * @throws when the library no longer reads so
 */
export const websocketOnly = (): Plugin => ({
	name: 'kanche:websocket-only',
	transform: {
		order: 'pre',
		filter: { id: /\/engine\.io-client\/build\/esm\/transports\/index\.js/ },
		handler(code) {
			if (!ALL.test(code))
				throw new Error('engine.io-client names its transports in another way: look again');
			return { code: code.replace(ALL, 'export const transports = { websocket: WS };'), map: null };
		}
	}
});

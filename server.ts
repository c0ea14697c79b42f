import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientAddress, isServedHost, requestOrigin } from './src/lib/runtime/address.ts';
import { loadConfig } from './src/lib/runtime/config.ts';
import { onEndSignal } from './src/lib/runtime/end-signals.ts';
import { explainError } from './src/lib/database/explain-error.ts';
import { baseHeaders } from './src/lib/requests/headers.ts';
import { handOverHttpServer } from './src/lib/runtime/http-server.ts';
import { listen } from './src/lib/runtime/listen.ts';
import { log } from './src/lib/runtime/log.ts';
import { requestIdHeader, requestIdOf } from './src/lib/runtime/request-id.ts';
import { onShutdown, shutDown } from './src/lib/runtime/shutdown.ts';

const config = loadConfig();

const handlerPath = new URL('./build/handler.js', import.meta.url);
const instrumentationPath = new URL('./build/instrumentation.server.js', import.meta.url);
if (!existsSync(handlerPath)) {
	log.fatal('The app is not built yet: run `npm run build` first.');
	process.exit(1);
}

// The adapter believes these headers about where a request was made. We write them ourselves, over
// whatever a client sent; see requestOrigin.
const headers = { protocol: 'x-kanche-protocol', host: 'x-kanche-host', address: 'x-kanche-address' };
process.env.PROTOCOL_HEADER = headers.protocol;
process.env.HOST_HEADER = headers.host;
process.env.ADDRESS_HEADER = headers.address;
delete process.env.ORIGIN;
delete process.env.PORT_HEADER;
// A dealer's export of a day is well below; photographs are not uploaded this way.
process.env.BODY_SIZE_LIMIT = '10M';

const server = createServer({
	// Milliseconds for the headers of a request, and for all of it; how often that is looked at. [ACC12]
	headersTimeout: 10_000,
	requestTimeout: 30_000,
	connectionsCheckingInterval: 2_000,
	// Socket.IO only half closes an upgrade to another path, which the other side may then hold for ever. [ACC12]
	shouldUpgradeCallback: ({ url }) => url?.startsWith('/socket.io/') === true
});
handOverHttpServer(server);

/** Requests that have no whole answer yet. */
let answering = 0;
/** Milliseconds that a process which is to end takes for those. */
const LAST_ANSWERS = 2_000;

let stopping = false;
onEndSignal((reason) => {
	log.info({ reason }, 'stopping');
	end(0);
});

// Node would print the error as it is, and Drizzle's own errors repeat the values of a statement. [OBS3]
process.on('uncaughtException', (error) => {
	// Work that the shutdown interrupts fails.
	if (stopping) return;
	log.fatal(explainError(error), 'exiting after an unhandled error (bug)');
	end(1);
});

try {
	// First, as SvelteKit does it in development: what is traced must be loaded after who traces.
	await import(instrumentationPath.href);
	// Made by the build.
	const { locales } = await import('./src/lib/paraglide/runtime.js');
	const { common_error_host } = await import('./src/lib/paraglide/messages/common_error_host.js');
	const wrongHost = locales.map((locale) => `${common_error_host({}, { locale })}\n`).join('\n');
	let answer: RequestListener = (_, response) => void response.writeHead(503).end();
	// Before the app is loaded, whose sockets then take the requests of their address out of the way of this:
	// behind them it would answer those a second time, which throws, and nobody catches it.
	server.on('request', (request, response) => {
		answering++;
		response.once('close', () => answering--);
		const id = requestIdOf(request, config.trustedProxies);
		request.headers[requestIdHeader] = id;
		response.setHeader('x-request-id', id);
		const origin = originOf(request);
		if (!origin) {
			response.writeHead(400).end();
			return;
		}
		if (!isServedHost(request, config)) {
			response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end(wrongHost);
			return;
		}
		request.headers[headers.protocol] = origin.protocol.slice(0, -1);
		request.headers[headers.host] = origin.host;
		request.headers[headers.address] = clientAddress(request, config.trustedProxies);
		answer(request, response);
	});
	answer = ((await import(handlerPath.href)) as { handler: RequestListener }).handler;
	server.prependListener('request', (request, response) => {
		response.setHeaders(new Map(Object.entries(baseHeaders(originOf(request)?.protocol === 'https:'))));
	});
	// Registered last, done first: who has just sent a form gets the answer, while the database is still there. [RUN5]
	onShutdown('requests', async () => {
		for (const end = Date.now() + LAST_ANSWERS; answering > 0 && Date.now() < end;) await sleep(20);
	});
	await listen(server, config);
	log.info({ port: config.port, host: config.host }, `listening on http://localhost:${config.port}`);
} catch (error) {
	if (!stopping) {
		log.fatal(error instanceof Error ? error.message : String(error));
		end(1);
	}
}

/** Null where the Host header is none. */
function originOf({ headers }: IncomingMessage): URL | null {
	return URL.parse(requestOrigin(headers, config.publicOrigins));
}

function end(code: number): void {
	stopping = true;
	server.close();
	void shutDown().finally(() => process.exit(code));
}

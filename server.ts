import { existsSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { clientAddress, requestOrigin } from './src/lib/server/address.ts';
import { loadConfig } from './src/lib/server/config.ts';
import { baseHeaders } from './src/lib/server/headers.ts';
import { handOverHttpServer } from './src/lib/server/http-server.ts';
import { log } from './src/lib/server/log.ts';
import { shutDown } from './src/lib/server/shutdown.ts';

const config = loadConfig();

const handlerPath = new URL('./build/handler.js', import.meta.url);
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

const server = createServer();
handOverHttpServer(server);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	process.on(signal, () => {
		// Asked again: somebody is tired of waiting.
		if (stopping) process.exit(1);
		stopping = true;
		log.info({ signal }, 'stopping');
		server.close();
		void shutDown().finally(() => process.exit(0));
	});
}

try {
	const { handler } = (await import(handlerPath.href)) as { handler: RequestListener };
	server.on('request', (request, response) => {
		const origin = URL.parse(requestOrigin(request.headers, config.publicOrigins));
		response.setHeaders(new Map(Object.entries(baseHeaders(origin?.protocol === 'https:'))));
		if (!origin) {
			response.writeHead(400).end();
			return;
		}
		request.headers[headers.protocol] = origin.protocol.slice(0, -1);
		request.headers[headers.host] = origin.host;
		request.headers[headers.address] = clientAddress(request);
		handler(request, response);
	});
	server.once('error', fail);
	server.listen(config.port, config.host, () => {
		log.info({ port: config.port, host: config.host }, `listening on http://localhost:${config.port}`);
	});
} catch (error) {
	fail(error);
}

function fail(error: unknown): void {
	log.fatal(error instanceof Error ? error.message : String(error));
	void shutDown().finally(() => process.exit(1));
}

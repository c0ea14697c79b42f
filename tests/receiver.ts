import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A span as OTLP writes it in JSON. */
export interface Span {
	name: string;
	traceId: string;
	spanId: string;
	parentSpanId?: string;
	startTimeUnixNano: string;
	endTimeUnixNano: string;
	attributes: { key: string; value: Record<string, unknown> }[];
	status: object;
}

export interface Receiver {
	url: string;
	/** All spans that came so far. */
	spans: Span[];
	/** All that came, as it came. */
	received: unknown[];
	close(): void;
}

interface Batch {
	resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
}

/** Takes traces as a collector does: OTLP over HTTP, in JSON. */
export async function startReceiver(): Promise<Receiver> {
	const spans: Span[] = [];
	const received: unknown[] = [];
	const server = createServer((request, response) => {
		void json(request).then((batch) => {
			received.push(batch);
			for (const { scopeSpans } of (batch as Batch).resourceSpans) {
				for (const scope of scopeSpans) spans.push(...scope.spans);
			}
			response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' });
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, spans, received, close };
}

export const attribute = (span: Span, key: string): unknown =>
	Object.values(span.attributes.find((each) => each.key === key)?.value ?? {})[0];

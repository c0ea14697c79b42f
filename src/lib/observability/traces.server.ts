import { type Context, context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
	detectResources,
	resourceAttributesEnvDetector,
	resourceFromAttributes,
	serviceInstanceIdDetector,
	serviceNameEnvDetector
} from '@opentelemetry/resources';
import {
	BatchSpanProcessor,
	ParentBasedSampler,
	type Sampler,
	SamplingDecision,
	type SpanExporter,
	TracerProvider
} from '@opentelemetry/sdk-trace';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../runtime/log.ts';
import { onShutdown } from '../runtime/shutdown.ts';
import { apart } from '../runtime/log-context.ts';
import { scrubbed } from './scrub.ts';

/** Asked every few seconds by machines. */
const unseen = new Set(['/healthz', '/readyz', '/metrics']);
/** Milliseconds that a process which is to end takes for the last spans. */
const LAST_SPANS = 1_000;

/**
 * Traces requests and commands, and sends the spans to where OTEL_EXPORTER_OTLP_ENDPOINT says: the exporter reads it and
 * the other OTEL_EXPORTER_OTLP_ variables itself. Every trace begins here: who asks from outside continues none of
 * their own, nor decides what is traced. [OBS5]
 */
export function startTraces(): void {
	const detectors = [serviceInstanceIdDetector, resourceAttributesEnvDetector, serviceNameEnvDetector];
	const own = resourceFromAttributes({ 'service.name': 'kanche', 'process.pid': process.pid });
	const provider = new TracerProvider({
		resource: own.merge(detectResources({ detectors })),
		sampler: new ParentBasedSampler({ root: people }),
		spanProcessors: [new BatchSpanProcessor({ exporter: scrubbing(new OTLPTraceExporter()) })]
	});
	context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
	trace.setGlobalTracerProvider(provider);
	onShutdown('traces', () =>
		Promise.race([provider.shutdown().catch(() => undefined), sleep(LAST_SPANS, undefined, { ref: false })])
	);
}

const people: Sampler = {
	shouldSample(_: Context, __, ___, ____, attributes) {
		const isSeen = !unseen.has(String(attributes['http.route']));
		return { decision: isSeen ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
	},
	toString: () => 'people'
};

/** Says once when the receiver goes away, not for every batch; what was not taken is dropped. */
function scrubbing(exporter: SpanExporter): SpanExporter {
	let away = false;
	return {
		export: (spans, told) =>
			exporter.export(spans.map(scrubbed), (result) => {
				const { error } = result;
				if (error && !away) {
					context.with(ROOT_CONTEXT, () =>
						apart(() => log.warn({ error: error.message }, 'sending traces failed'))
					);
				}
				away = error !== undefined;
				told(result);
			}),
		shutdown: () => exporter.shutdown(),
		forceFlush: async () => exporter.forceFlush?.()
	};
}

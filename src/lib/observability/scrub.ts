import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/**
 * What leaves the house of a span: an allow-list. SvelteKit writes whole addresses, which may be keys, and what errors
 * say, which may name a customer, into its spans. The route's id stands for the address. [OBS5]
 */
const allowed = new Set([
	...['http.route', 'http.method', 'http.response.status_code', 'http.response.body.size'],
	...['sveltekit.is_data_request', 'sveltekit.is_sub_request', 'sveltekit.form_action.name'],
	...['sveltekit.load.node_id', 'sveltekit.load.node_type', 'sveltekit.load.environment'],
	...['kanche.command.type', 'kanche.command.id', 'kanche.command.outcome'],
	'exception.type'
]);
/** Of a request, a load or an action that ended by a redirect or an error: how, but neither where to nor its words. */
const result = /\.result\.(type|status)$/;

const scrub = (attributes: Attributes): Attributes =>
	Object.fromEntries(Object.entries(attributes).filter(([key]) => allowed.has(key) || result.test(key)));

/** The span as it may be told to others. */
export const scrubbed = (span: ReadableSpan): ReadableSpan => ({
	...{ name: span.name, kind: span.kind, spanContext: span.spanContext.bind(span) },
	...{ parentSpanContext: span.parentSpanContext, startTime: span.startTime, endTime: span.endTime },
	...{ duration: span.duration, ended: span.ended, links: span.links, resource: span.resource },
	instrumentationScope: span.instrumentationScope,
	droppedAttributesCount: span.droppedAttributesCount,
	droppedEventsCount: span.droppedEventsCount,
	droppedLinksCount: span.droppedLinksCount,
	status: { code: span.status.code },
	attributes: scrub(span.attributes),
	events: span.events.map(({ name, time, attributes = {} }) => ({
		name,
		time,
		attributes: scrub(attributes)
	}))
});

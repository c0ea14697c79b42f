import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

// Without a receiver in the settings nothing listens to these: spans are then empty and cost next to nothing. [OBS5]
export const tracer = trace.getTracer('kanche');

/** Runs `work` in a span, as the child of the one it runs in. What an error said stays out: it may name somebody. */
export function inSpan<T>(
	name: string,
	attributes: Attributes,
	work: (span: Span) => Promise<T>
): Promise<T> {
	return tracer.startActiveSpan(name, { attributes }, async (span) => {
		try {
			return await work(span);
		} catch (error) {
			span.setStatus({ code: SpanStatusCode.ERROR });
			throw error;
		} finally {
			span.end();
		}
	});
}

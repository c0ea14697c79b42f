import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { type StreamName, streamNames } from '../../src/lib/stream/stream-name.ts';
import { streams } from '../../src/lib/streams/streams.ts';

/*
 * The golden files hold at least one event of every type and version that was ever written, as the database keeps it, and the
 * shape that each type and version has. Nothing in them is ever changed: `npm run golden` adds what is new. [EVT4]
 */

const file = (name: string) => new URL(name, import.meta.url);
export const eventsFile = file('events.jsonl');
export const shapesFile = file('shapes.json');

export interface GoldenEvent {
	stream: StreamName;
	version: number;
	event: { type: string };
}

export const goldenEvents = (): GoldenEvent[] =>
	readFileSync(eventsFile, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as GoldenEvent);

/** By `job booked 1`. */
export const goldenShapes = (): Record<string, unknown> =>
	JSON.parse(readFileSync(shapesFile, 'utf8')) as Record<string, unknown>;

export const nameOf = (stream: StreamName, type: string, version: number): string =>
	`${stream} ${type} ${version}`;

/** The shapes that today's code writes. */
export function shapesNow(): Record<string, unknown> {
	const shapes: Record<string, unknown> = {};
	for (const stream of streamNames) {
		for (const [type, { version, schema }] of Object.entries(streams[stream].events)) {
			const { $schema: _, ...shape } = toJsonSchema(schema);
			shapes[nameOf(stream, type, version)] = shape;
		}
	}
	return shapes;
}

/** What is wrong with the shapes of today, beside those that were. */
export function wrongShapes(
	now: Record<string, unknown>,
	golden: Record<string, unknown>
): { changed: string[]; missing: string[] } {
	const names = Object.keys(now);
	return {
		changed: names.filter((name) => name in golden && !holds(now[name], golden[name])),
		missing: names.filter((name) => !(name in golden))
	};
}

/** Whether a shape is the one that was, but for lists of values, which may grow: what was written still has it. */
function holds(now: unknown, golden: unknown, key = ''): boolean {
	if (Array.isArray(now) && Array.isArray(golden)) {
		if (key === 'enum') return golden.every((value) => now.includes(value));
		return now.length === golden.length && golden.every((each, at) => holds(now[at], each));
	}
	if (typeof now !== 'object' || typeof golden !== 'object' || now === null || golden === null)
		return now === golden;
	const [one, other] = [now as Record<string, unknown>, golden as Record<string, unknown>];
	return (
		Object.keys(one).length === Object.keys(other).length &&
		Object.keys(other).every((name) => name in one && holds(one[name], other[name], name))
	);
}

export interface Shape {
	type?: string | string[];
	enum?: unknown[];
	const?: unknown;
	anyOf?: Shape[];
	properties?: Record<string, Shape>;
	items?: Shape;
}

/** A value of a shape, with something in every field. */
export function sampleOf({ type, enum: choices, const: only, anyOf, properties, items }: Shape): unknown {
	if (only !== undefined) return only;
	if (choices) return choices[0];
	if (anyOf) return sampleOf(anyOf.find((each) => each.type !== 'null') ?? anyOf[0]!);
	switch (type) {
		case 'object':
			return Object.fromEntries(
				Object.entries(properties ?? {}).map(([name, shape]) => [name, sampleOf(shape)])
			);
		case 'array':
			return items ? [sampleOf(items)] : [];
		case 'string':
			return '看车';
		case 'boolean':
			return true;
		case 'number':
		case 'integer':
			return 1;
		default:
			return null;
	}
}

export const schemaOf = ({ stream, event }: GoldenEvent): GenericSchema =>
	streams[stream].events[event.type]!.schema;

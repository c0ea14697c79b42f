import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../src/lib/stream/stream-name.ts';
import { readEvent, streams } from '../../src/lib/streams/streams.ts';
import { firstVersion, upcast } from '../../src/lib/stream/event-type.ts';
import { goldenEvents, goldenShapes, nameOf, schemaOf, shapesNow, wrongShapes } from './golden.ts';

const events = goldenEvents();

describe('golden events', () => {
	test('[EVT4] no shape of an event changed without a new version, and all are in the golden file', () => {
		const { changed, missing } = wrongShapes(shapesNow(), goldenShapes());
		expect(changed, 'raise the version of these and write an upcast').toEqual([]);
		expect(missing, 'run npm run golden').toEqual([]);
	});

	test('[EVT4] a changed shape and a new one are found', () => {
		const name = nameOf('job', 'parked', 1);
		const shapes = { [name]: { type: 'object' }, 'job towed 1': {} };
		expect(wrongShapes(shapes, goldenShapes())).toEqual({ changed: [name], missing: ['job towed 1'] });
	});

	test('[EVT4] a list of values may grow and may not shrink', () => {
		const name = nameOf('job', 'stopped', 1);
		const { [name]: stopped } = goldenShapes() as Record<
			string,
			{ properties: { reason: { enum: string[] } } }
		>;
		const withReasons = (reasons: string[]) => {
			const shape = structuredClone(stopped!);
			shape.properties.reason.enum = reasons;
			return wrongShapes({ [name]: shape }, goldenShapes()).changed;
		};
		const reasons = stopped!.properties.reason.enum;
		expect(withReasons([...reasons, 'strike'])).toEqual([]);
		expect(withReasons(reasons.slice(1))).toEqual([name]);
	});

	test('[EVT4] there is one of every type and version ever written', () => {
		const written = new Set(events.map(({ stream, version, event }) => nameOf(stream, event.type, version)));
		expect(Object.keys(goldenShapes()).filter((name) => !written.has(name))).toEqual([]);
	});

	test.each(events)('[EVT2] $stream $event.type $version has the shape of today once it is read', (row) => {
		const { type: _, ...fields } = readEvent<StoredEvent>(row);
		expect(v.safeParse(schemaOf(row), fields).issues).toBeUndefined();
	});

	test.each(events)('[EVT2] $stream $event.type $version is folded into a state', (row) => {
		const stream = streams[row.stream];
		const stamp = { at: 5, by: { kind: 'operator' as const, id: null, name: 'o' } };
		const [first] = events.filter(({ stream: of }) => of === row.stream);
		const begun = stream.evolve(null, [readEvent<StoredEvent>(first!)], stamp, 'id');
		const after = stream.evolve(begun, [readEvent<StoredEvent>(row)], stamp, 'id');
		expect(after.version).toBe(2);
		expect(Object.keys(after).sort()).toEqual(Object.keys(begun).sort());
	});
});

test('[EVT2] an event of an older version passes through every upcast between', () => {
	const parked = {
		...firstVersion<object, { place: { spot: string } }>({
			schema: v.strictObject({ place: v.strictObject({ spot: v.string() }) }),
			personal: { place: 'kept' },
			evolve: () => ({})
		}),
		version: 3,
		upcasts: [
			({ spot }: Record<string, unknown>) => ({ where: spot }),
			({ where }: Record<string, unknown>) => ({ place: { spot: where } })
		]
	};
	const read = (event: StoredEvent, version: number) => upcast({ parked }, event, version);
	expect(read({ type: 'parked', spot: 'B1' } as StoredEvent, 1)).toEqual({
		type: 'parked',
		place: { spot: 'B1' }
	});
	expect(read({ type: 'parked', where: 'B1' } as StoredEvent, 2)).toEqual({
		type: 'parked',
		place: { spot: 'B1' }
	});
	const later = { type: 'towed', by: 'x' } as StoredEvent;
	expect(read(later, 1)).toBe(later);
});

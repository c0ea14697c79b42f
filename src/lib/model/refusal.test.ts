import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readMessage, refuse, Refused, says } from './refusal.ts';

test('a refusal carries its code and its data, as a result and thrown', () => {
	const refused = refuse('cardsInStage', { count: 3 });
	expect(refused).toEqual({ ok: false, refusal: { code: 'cardsInStage', count: 3 } });
	expect(new Refused(refused.refusal)).toMatchObject({ message: 'cardsInStage', refusal: refused.refusal });
});

test('[REF1] what a schema says as a refusal is read as that refusal, and what its library says as an invalid field', () => {
	const schema = v.pipe(v.string(), v.minLength(2, says('searchTooShort', { count: 2 })));
	const said = (input: unknown) => readMessage(v.safeParse(schema, input).issues![0].message);
	expect(said('x')).toEqual({ code: 'searchTooShort', count: 2 });
	expect(said(7)).toEqual({ code: 'fieldInvalid' });
});

import * as v from 'valibot';
import { says } from '../model/refusal.ts';

const wrong = says('slugInvalid');

/** A workshop's part of an address: /w/north-gate/board. */
export const slugSchema = v.pipe(
	v.string(),
	v.trim(),
	v.toLowerCase(),
	v.minLength(2, wrong),
	v.maxLength(40, wrong),
	v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, wrong)
);

/** A short address for a workshop of this name: its Latin letters and digits, else `workshop`. */
export function proposeSlug(name: string): string {
	const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
	const words = plain.match(/[a-z0-9]+/g) ?? [];
	const slug = words.join('-').slice(0, 40).replace(/-$/, '');
	return slug.length >= 2 ? slug : ['workshop', slug].filter(Boolean).join('-');
}

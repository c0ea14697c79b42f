import { m } from '#lib/paraglide/messages.js';
import { overlaps, readersOf } from '../access/table.ts';
import type { Role } from '../model/person.ts';

const places = [
	{ path: 'board', word: m.common_nav_board },
	{ path: 'screens', word: m.common_nav_screens },
	{ path: 'import', word: m.common_nav_import },
	{ path: 'settings', word: m.common_nav_settings }
];

/** Where a member with these roles may go in a workshop. */
export const placesFor = (roles: readonly Role[], slug: string): { href: string; word: () => string }[] =>
	places
		.filter(({ path }) => overlaps(roles, readersOf(`/w/[workshop]/${path}`)))
		.map(({ path, word }) => ({ href: `/w/${slug}/${path}`, word }));

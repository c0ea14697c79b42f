import { m } from '#lib/paraglide/messages.js';
import { opensAtStation, overlaps, readersOf } from '../access/table.ts';
import type { Role } from '../model/person.ts';

const places = [
	{ path: 'board', word: m.common_nav_board },
	{ path: 'cases', word: m.common_nav_cases },
	{ path: 'screens', word: m.common_nav_screens },
	{ path: 'import', word: m.common_nav_import },
	{ path: 'settings', word: m.common_nav_settings }
];

/** Where a member with these roles may go in a workshop. @param atStation at a shared tablet */
export const placesFor = (
	roles: readonly Role[],
	slug: string,
	atStation: boolean
): { href: string; word: () => string }[] =>
	places
		.filter(({ path }) => !atStation || opensAtStation(`/w/[workshop]/${path}`))
		.filter(({ path }) => overlaps(roles, readersOf(`/w/[workshop]/${path}`)))
		.map(({ path, word }) => ({ href: `/w/${slug}/${path}`, word }));

import { redirect } from '@sveltejs/kit';
import { accountHere } from '#lib/requests/admit.server.ts';
import { overlaps, readersOf } from '#lib/access/table.ts';
import { workshopsOf } from '#lib/people/people.server.ts';
import { app } from '#lib/app/app.ts';
import type { PageServerLoad } from './$types.js';

/** Where the code on a television leads a telephone: to the workshop in which it may be paired. */
export const load: PageServerLoad = async ({ locals, url }) => {
	const { userId } = accountHere(locals);
	const pairers = readersOf('/w/[workshop]/screens/pair');
	const places = (await workshopsOf(app().db, userId)).filter(({ roles }) => overlaps(roles, pairers));
	const query = `?code=${encodeURIComponent(url.searchParams.get('code') ?? '')}`;
	const addresses = places.map(({ slug, name }) => ({ name, address: `/w/${slug}/screens/pair${query}` }));
	if (addresses[0] && addresses.length === 1) redirect(303, addresses[0].address);
	return { addresses };
};

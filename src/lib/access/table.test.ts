import { expect, test } from 'vitest';
import { accessTo, postAccess, routeAccess } from './table.ts';

const pages = Object.keys(import.meta.glob('/src/routes/**/+page.svelte'));
const pageServers = import.meta.glob<{ actions?: object; load?: unknown }>('/src/routes/**/+page.server.ts', {
	eager: true
});
const endpoints = import.meta.glob<Record<string, unknown>>('/src/routes/**/+server.ts', { eager: true });

const routeOf = (file: string) =>
	file
		.replace(/^\/src\/routes/, '')
		.replace(/\/\([^)]+\)/g, '')
		.replace(/\/\+[^/]+$/, '') || '/';

const sorted = (ids: Iterable<string>) => [...new Set(ids)].sort();

/** What the code has that may be posted, by the table's names. */
const posted = [
	...Object.entries(pageServers).flatMap(([file, { actions = {} }]) =>
		Object.keys(actions).map((name) => (name === 'default' ? routeOf(file) : `${routeOf(file)}?/${name}`))
	),
	...Object.entries(endpoints).flatMap(([file, { POST }]) => (POST ? [routeOf(file)] : []))
];

test('[ACC2] every route has a row, and every row a route', () => {
	const routes = [...pages, ...Object.keys(pageServers), ...Object.keys(endpoints)].map(routeOf);
	expect(routes.length).toBeGreaterThan(5);
	expect(sorted(Object.keys(routeAccess))).toEqual(sorted(routes));
});

test('[ACC2] every form action and posting endpoint has a row, and every row one of them', () => {
	expect(posted.length).toBeGreaterThan(2);
	expect(sorted(Object.keys(postAccess))).toEqual(sorted(posted));
});

test('[ACC2] no endpoint answers a method that the table does not know', () => {
	const known = ['GET', 'POST', 'prerender', 'config', 'trailingSlash'];
	const others = Object.entries(endpoints).flatMap(([file, exported]) =>
		Object.keys(exported)
			.filter((name) => !known.includes(name))
			.map((name) => `${name} ${file}`)
	);
	expect(others).toEqual([]);
});

test('[ACC2] what posts may do nothing that may not even be read', () => {
	for (const [name, allowed] of Object.entries(postAccess)) {
		const reading = routeAccess[name.split('?')[0] ?? ''];
		if (Array.isArray(allowed) && Array.isArray(reading))
			expect(reading, name).toEqual(expect.arrayContaining(allowed));
		else expect(allowed, name).toEqual(reading);
	}
});

test.each([
	['/setup', 'GET', '', 'anyone'],
	['/setup', 'HEAD', '', 'anyone'],
	['/setup', 'POST', '', 'anyone'],
	['/setup', 'POST', '?/other', undefined],
	['/setup', 'PUT', '', undefined],
	['/setup', 'DELETE', '', undefined],
	['/w/[workshop]/settings/stages', 'POST', '', undefined],
	['/w/[workshop]/settings/stages', 'POST', '?/add', ['owner', 'manager']],
	['/w/[workshop]/settings/stages', 'POST', '?x=1&/add', ['owner', 'manager']],
	['/nowhere', 'GET', '', undefined]
])('[ACC2] %s asked by %s %s', (route, method, query, row) =>
	expect(accessTo(route, method, new URLSearchParams(query))).toEqual(row)
);

import type { House, World } from './world.ts';

export interface Asked {
	cookie?: string;
	/** A form to post. */
	form?: Record<string, string>;
	/** Or something else. */
	json?: unknown;
	headers?: Record<string, string>;
}

export interface Answer {
	status: number;
	to: string | null;
	headers: Headers;
	text: string;
}

/** As a browser without JavaScript asks, except that redirects are told and not followed. */
export async function ask(
	{ server }: Pick<World, 'server'>,
	method: string,
	path: string,
	{ cookie = '', form, json, headers = {} }: Asked = {}
): Promise<Answer> {
	const body = json === undefined ? form && new URLSearchParams(form) : JSON.stringify(json);
	const response = await fetch(server.url + path, {
		...{ method, body: method === 'POST' ? (body ?? '') : undefined, redirect: 'manual' },
		headers: {
			...{ accept: 'text/html', origin: server.url, cookie: `lang=en; ${cookie}` },
			'content-type': json === undefined ? 'application/x-www-form-urlencoded' : 'application/json',
			...headers
		}
	});
	const { status } = response;
	const to = response.headers.get('location');
	return { status, to, headers: response.headers, text: await response.text() };
}

/** The Cookie header of a browser after an answer, which may take some away. */
export function cookiesAfter(before: string, { headers }: Answer): string {
	const pairs = before.split('; ').filter((pair) => pair !== '');
	const jar = new Map(pairs.map((pair) => pair.split('=', 2) as [string, string]));
	for (const cookie of headers.getSetCookie()) {
		const [name, value] = cookie.split(';')[0]!.split('=', 2) as [string, string];
		if (/max-age=0/i.test(cookie)) jar.delete(name);
		else jar.set(name, value);
	}
	return [...jar].map((pair) => pair.join('=')).join('; ');
}

/** A row of the access table as an address of this house. @param token for rows that are links */
export function addressOf(key: string, house: House): { method: string; path: string } {
	const [method = '', route = ''] = key.split(' ');
	const token = route.startsWith('/p/')
		? house.tokens.job
		: route.startsWith('/join/')
			? house.passes.invitation
			: route.endsWith('/lounge')
				? house.tokens.lounge
				: house.tokens.wall;
	const path = route
		.replace('[workshop]', house.slug)
		.replace('[job]', house.jobId)
		.replace('[case]', house.caseId)
		.replace('[screen]', house.ids.screen)
		.replace('[token]', token)
		.replace(/\?(.*)/, '?$1');
	return { method, path };
}

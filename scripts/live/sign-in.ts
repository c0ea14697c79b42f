/**
 * Signs in as a browser does and returns the Cookie header to go on with.
 *
 * @param url http://localhost:3000
 * @throws when the server refuses
 */
export async function signIn(url: string, username: string, password: string): Promise<string> {
	const response = await fetch(`${url}/sign-in`, {
		method: 'POST',
		body: new URLSearchParams({ username, password }),
		// Without it SvelteKit answers with JSON, as to its own pages.
		headers: { origin: url, accept: 'text/html' },
		redirect: 'manual'
	});
	const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
	if (response.status !== 303 || cookies.length === 0) throw new Error(`sign-in as ${username} was refused`);
	return cookies.join('; ');
}

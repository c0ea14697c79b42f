/*
 * Strangers who all sign in at once, in a process of their own: what a test measures meanwhile is the server's time, not
 * the test's. Arguments: the server's address, and how many. It says `ready`, begins at any message, and sends the
 * count of answers by status.
 */

const [url, count] = process.argv.slice(2);

const signInAs = (at: number) =>
	fetch(`${url}/sign-in`, {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams({ username: `nobody${at}`, password: 'a wrong pass phrase' }),
		headers: { origin: url!, accept: 'text/html', 'x-forwarded-for': `198.51.${at >> 8}.${at & 255}` }
	});

async function signInTogether(): Promise<void> {
	const statuses: Record<number, number> = {};
	const answers = Array.from({ length: Number(count) }, async (_, at) => {
		const answer = await signInAs(at);
		await answer.text();
		statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
	});
	await Promise.all(answers);
	process.send!(statuses, () => process.exit());
}

process.once('message', () => void signInTogether());
process.send!('ready');

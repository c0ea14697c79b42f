/** Where to go after signing in: a path of this server, whatever the address asked for; else the start. */
export function localPath(wanted: string | null): string {
	const base = 'http://here.invalid';
	const target = wanted?.startsWith('/') ? URL.parse(wanted, base) : null;
	return target?.origin === base ? target.pathname + target.search : '/';
}

/** Where to go after signing in: a path of this server, whatever the address asked for; else the start. */
export function localPath(wanted: string | null): string {
	const base = 'http://here.invalid';
	const target = wanted?.startsWith('/') ? URL.parse(wanted, base) : null;
	if (target?.origin !== base) return '/';
	const path = target.pathname + target.search;
	// `/..//evil.example` is a path of here that begins with `//`: behind Location that is another host.
	return path.startsWith('//') ? '/' : path;
}

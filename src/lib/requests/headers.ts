/** A year, seconds: the least that OWASP's ASVS 5 takes (3.4.1). */
const HSTS_SECONDS = 31_536_000;

/**
 * What every answer carries, also one that no page could be made for; pages put their own policy with its
 * nonces over this one. [ACC10]
 *
 * @param secure the browser asked by https
 */
export function baseHeaders(secure: boolean): Record<string, string> {
	return {
		'content-security-policy':
			"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
		'x-content-type-options': 'nosniff',
		'x-frame-options': 'DENY',
		'referrer-policy': 'same-origin',
		'cross-origin-opener-policy': 'same-origin',
		'cross-origin-resource-policy': 'same-origin',
		'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
		// Nearly everything is somebody's; files of the build say otherwise of themselves.
		'cache-control': 'private, no-store',
		...(secure ? { 'strict-transport-security': `max-age=${HSTS_SECONDS}; includeSubDomains` } : {})
	};
}

/**
 * A page's policy with the address of its socket: older televisions do not count `ws:` as `'self'`.
 *
 * @param url the page's
 */
export const withSocket = (policy: string, { protocol, host }: URL): string =>
	policy.replace(
		"connect-src 'self'",
		`connect-src 'self' ${protocol === 'https:' ? 'wss' : 'ws'}://${host}`
	);

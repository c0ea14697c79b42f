import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type BlockList, isIP } from 'node:net';

/**
 * The origin a request was made at, as the browser sees it. The same server is opened as
 * http://192.168.1.5:3000, as http://localhost:3000 and as https://board.example behind a proxy.
 *
 * A proxy's headers count only where they lead to one of `publicOrigins`: anybody can send such
 * headers, but nobody can reach an address by them that was not configured.
 */
export function requestOrigin(headers: IncomingHttpHeaders, publicOrigins: string[]): string {
	const { origin, host = 'localhost' } = headers;
	if (origin && publicOrigins.includes(origin)) return origin;
	const hosts = [first(headers['x-forwarded-host']), host];
	const configured = publicOrigins.filter((candidate) => hosts.includes(new URL(candidate).host));
	const proto = first(headers['x-forwarded-proto']);
	return (
		configured.find((candidate) => new URL(candidate).protocol === `${proto}:`) ??
		configured[0] ??
		`http://${host}`
	);
}

/**
 * Whether a request is answered under the name it was sent to: with `publicOrigins` only under theirs, an IP address
 * or `localhost`. Whoever lets a name of their own lead to this server (DNS rebinding) is so refused. X-Forwarded-Host
 * counts where a trusted proxy sends it. [ACC13]
 */
export function isServedHost(
	request: IncomingMessage,
	{ publicOrigins, trustedProxies }: { publicOrigins: string[]; trustedProxies?: BlockList }
): boolean {
	if (publicOrigins.length === 0) return true;
	const { host = 'localhost', 'x-forwarded-host': forwarded } = request.headers;
	const hosts = isTrustedPeer(request, trustedProxies) ? [host, first(forwarded)] : [host];
	const served = publicOrigins.map((origin) => new URL(origin).hostname);
	return hosts.some((name) => {
		const hostname = URL.parse(`http://${name}`)?.hostname;
		if (hostname === undefined || name === undefined) return false;
		return (
			hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || served.includes(hostname)
		);
	});
}

/** Whether a request from a page at `origin` may act here: the page came from here itself. */
export function isOwnOrigin(headers: IncomingHttpHeaders, publicOrigins: string[]): boolean {
	return headers.origin !== undefined && headers.origin === requestOrigin(headers, publicOrigins);
}

/**
 * The address a request came from, for limits on guessing. X-Forwarded-For is believed only from a proxy on
 * this machine or one of `trusted`, and of its entries only the last, which that proxy wrote itself; where that
 * is a trusted proxy too, the one before.
 */
export function clientAddress(request: IncomingMessage, trusted?: BlockList): string {
	const peer = peerOf(request);
	if (!isTrustedPeer(request, trusted)) return peer;
	const hops = request.headers['x-forwarded-for']?.toString().split(',') ?? [];
	let address = peer;
	for (const hop of hops.reverse()) {
		address = hop.trim() || peer;
		if (!isIn(address, trusted)) break;
	}
	return address;
}

/** Whether whoever sent this is a proxy that is believed: one on this machine or one of `trusted`. */
export function isTrustedPeer(request: IncomingMessage, trusted?: BlockList): boolean {
	const peer = peerOf(request);
	return /^(::ffff:)?127\.|^::1$/.test(peer) || isIn(peer, trusted);
}

const peerOf = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

const isIn = (address: string, list?: BlockList): boolean =>
	isIP(address) > 0 && (list?.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') ?? false);

/**
 * What one subscriber has of addresses, for limits: an IPv4 address, the first half of an IPv6 one, of which
 * everybody has 2^64 more.
 */
export function networkOf(address: string): string {
	const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
	const v6 = v4 ? null : URL.parse(`http://[${address.split('%')[0]}]`);
	if (!v6) return v4 ?? address;
	const [left = '', right] = v6.hostname.slice(1, -1).split('::');
	const [head, tail] = [left, right ?? ''].map((groups) => (groups === '' ? [] : groups.split(':')));
	const zeros = Array<string>(8 - head!.length - tail!.length).fill('0');
	return `${[...head!, ...zeros, ...tail!].slice(0, 4).join(':')}::`;
}

function first(header: string | string[] | undefined): string | undefined {
	return header?.toString().split(',')[0]?.trim();
}

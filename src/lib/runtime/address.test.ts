import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { clientAddress, isOwnOrigin, isServedHost, networkOf, requestOrigin } from './address.ts';

const publicOrigins = ['https://board.example'];

describe('the origin of a request', () => {
	test.each(['192.168.1.5:3000', 'localhost:3000', '[::1]:3000'])('asked at %s, it is that', (host) => {
		expect(requestOrigin({ host }, publicOrigins)).toBe(`http://${host}`);
	});

	test('behind a proxy that keeps Host, it is the public address', () => {
		expect(requestOrigin({ host: 'board.example' }, publicOrigins)).toBe('https://board.example');
	});

	test('behind a proxy that sends X-Forwarded-Host, it is the public address', () => {
		const headers = { host: '127.0.0.1:3000', 'x-forwarded-host': 'board.example' };
		expect(requestOrigin(headers, publicOrigins)).toBe('https://board.example');
	});

	test('an address public by both protocols is the one the proxy names', () => {
		const both = ['https://board.example', 'http://board.example'];
		const headers = { host: 'board.example', 'x-forwarded-proto': 'http' };
		expect(requestOrigin(headers, both)).toBe('http://board.example');
	});

	test('headers that lead to no configured address count for nothing', () => {
		const headers = {
			host: '192.168.1.5:3000',
			'x-forwarded-host': 'evil.example',
			'x-forwarded-proto': 'https'
		};
		expect(requestOrigin(headers, publicOrigins)).toBe('http://192.168.1.5:3000');
	});
});

describe('whether a page may act here', () => {
	test.each([
		['http://192.168.1.5:3000', '192.168.1.5:3000', true],
		['http://localhost:3000', 'localhost:3000', true],
		['https://board.example', 'board.example', true],
		['https://board.example', '127.0.0.1:3000', true],
		['http://evil.example', '192.168.1.5:3000', false],
		['https://192.168.1.5:3000', '192.168.1.5:3000', false],
		['http://board.example', 'board.example', false],
		['null', 'localhost:3000', false],
		[undefined, 'localhost:3000', false]
	])('a page at %s asking at %s: %s', (origin, host, may) => {
		expect(isOwnOrigin({ origin, host }, publicOrigins)).toBe(may);
	});
});

describe('[ACC13] a request', () => {
	const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.5' });
	const served = (host: string | undefined, forwarded?: string, remoteAddress = '192.168.1.9') =>
		isServedHost(
			{
				...{ socket: { remoteAddress }, headers: { host, 'x-forwarded-host': forwarded } }
			} as unknown as IncomingMessage,
			{ publicOrigins: ['https://board.example', 'http://kanche.lan:3000'], trustedProxies }
		);

	test.each([
		...['board.example', 'BOARD.example:443', 'board.example:3000', 'kanche.lan:3000', 'kanche.lan'],
		...['localhost', 'localhost:3000', '127.0.0.1:3001', '192.168.1.5', '[::1]:3000', '[fd00::5]', undefined]
	])('to %s is answered', (host) => expect(served(host)).toBe(true));

	test.each([
		...['evil.example', 'board.example.evil.example', 'notboard.example', 'example', 'board.example.:3000'],
		...[
			'localhost.evil.example',
			'127.0.0.1.evil.example',
			'localhost@evil.example',
			'evil.example#localhost'
		],
		...['', 'a b', '[::1', 'evil.example, board.example']
	])('to %s is refused', (host) => expect(served(host)).toBe(false));

	test('by a trusted proxy is judged by X-Forwarded-Host too, by anybody else not', () => {
		expect(served('kanche-1:3000', 'board.example', '10.0.0.5')).toBe(true);
		expect(served('kanche-1:3000', 'board.example', '127.0.0.1')).toBe(true);
		expect(served('kanche-1:3000', 'board.example')).toBe(false);
		expect(served('kanche-1:3000', 'evil.example', '10.0.0.5')).toBe(false);
	});

	test('to any name is answered where PUBLIC_ORIGIN is not set', () => {
		const request = { socket: {}, headers: { host: 'kanche.lan' } } as unknown as IncomingMessage;
		expect(isServedHost(request, { publicOrigins: [] })).toBe(true);
	});
});

describe('the address of a client', () => {
	const { trustedProxies } = readConfig({ TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16 fd00::/8' });
	const from = (remoteAddress: string, forwarded?: string, trusted?: typeof trustedProxies) =>
		clientAddress(
			{ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage,
			trusted
		);

	test('is its own', () => expect(from('192.168.1.9')).toBe('192.168.1.9'));

	test('is the last that a proxy on this machine names', () =>
		expect(from('::ffff:127.0.0.1', '1.2.3.4, 203.0.113.7')).toBe('203.0.113.7'));

	test('is not what a client on the network claims', () =>
		expect(from('192.168.1.9', '203.0.113.7')).toBe('192.168.1.9'));

	test.each([
		['10.0.0.5', '1.2.3.4, 203.0.113.7', '203.0.113.7'],
		['::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
		['fd00::1', '2001:db8::7', '2001:db8::7'],
		['10.0.0.6', '203.0.113.7', '10.0.0.6'],
		['127.0.0.1', '1.2.3.4, 203.0.113.7, 10.1.0.9', '203.0.113.7'],
		['10.0.0.5', '1.2.3.4, nobody', 'nobody'],
		['10.0.0.5', undefined, '10.0.0.5'],
		['', '203.0.113.7', '']
	])('is what proxies of ours name, as far as they are ours: %s, %s', (peer, forwarded, address) =>
		expect(from(peer, forwarded, trustedProxies)).toBe(address)
	);
});

test.each([
	['192.0.2.7', '192.0.2.7'],
	['::ffff:192.0.2.7', '192.0.2.7'],
	['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::'],
	['2001:db8:1:2::7', '2001:db8:1:2::'],
	['2001:0db8:0001:0002:0000:0000:0000:0007', '2001:db8:1:2::'],
	['2001:db8::7', '2001:db8:0:0::'],
	['fe80::1%eth0', 'fe80:0:0:0::'],
	['::1', '0:0:0:0::'],
	['', ''],
	['no address', 'no address']
])('%s counts as of %s', (address, network) => expect(networkOf(address)).toBe(network));

import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { expect, test } from 'vitest';
import { requestIdOf } from './request-id.ts';

const trusted = new BlockList();
trusted.addAddress('10.0.0.5');

const idFrom = (remoteAddress: string) =>
	requestIdOf(
		{
			headers: { 'x-request-id': 'given-by-proxy' },
			socket: { remoteAddress }
		} as unknown as IncomingMessage,
		trusted
	);

test('[OBS4] a name is taken from a proxy that is trusted or on this machine, and from nobody else', () => {
	for (const peer of ['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.0.0.5']) {
		expect(idFrom(peer)).toBe('given-by-proxy');
	}
	for (const peer of ['10.0.0.6', '192.168.1.9', '2001:db8::1', '']) {
		expect(idFrom(peer)).toMatch(/^[0-9a-f]{10}$/);
	}
});

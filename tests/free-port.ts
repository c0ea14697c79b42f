import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give away for `listen(0)` and for connections: Linux from 32768, others from 49152. */
const PORTS = { from: 10_000, to: 32_000 };

/**
 * A port of this machine that nothing listens on now. It is not in the range of `listen(0)`: a server of another test
 * would get it before the program it is for, and hold that test's requests.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(PORTS.from, PORTS.to);
		const server = createServer().listen(port, '0.0.0.0');
		try {
			await once(server, 'listening');
		} catch {
			continue;
		}
		server.close();
		await once(server, 'close');
		return port;
	}
}

import type { Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds for a process that is just ending to leave the port. */
const LEAVES_WITHIN = 3_000;
const AGAIN = 200;

/**
 * Listens on a port.
 *
 * @throws with what to do, where that is not possible
 */
export async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
	for (const end = performance.now() + LEAVES_WITHIN; ;) {
		try {
			return await tryToListen(server, port, host);
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EADDRINUSE' && performance.now() < end) await sleep(AGAIN);
			else throw new Error(explain(code, port, host) ?? String(error), { cause: error });
		}
	}
}

function tryToListen(server: Server, port: number, host: string): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
}

function explain(code: string | undefined, port: number, host: string): string | undefined {
	if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another one, such as PORT=${port + 1}.`;
	if (code === 'EACCES') return `Port ${port} is reserved for root. Choose another one, such as PORT=3000.`;
	if (code === 'EADDRNOTAVAIL') return `HOST=${host} is not an address of this machine.`;
	return undefined;
}

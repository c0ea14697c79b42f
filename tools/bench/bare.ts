import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Place } from './crowd-words.ts';
import type { Site } from './site.ts';
import { socketIoAddress } from './wire.ts';

/**
 * A server that does nothing but broadcast, in a process of its own.
 *
 * @param kind over what
 * @param frames of each feed one of the product's: the same bytes travel
 */
export async function openBare(
	kind: 'socket-io' | 'ws',
	frames: ReadonlyMap<string, string>
): Promise<Site & { close(): Promise<void> }> {
	const child = fork(fileURLToPath(new URL(`bare-${kind}.ts`, import.meta.url)));
	child.send([...frames]);
	const [port] = (await once(child, 'message')) as [number];
	const place = (feed: string): Place => ({
		address:
			kind === 'ws' ? `ws://127.0.0.1:${port}/?feed=${feed}` : socketIoAddress(`http://127.0.0.1:${port}`),
		...{ handshake: { feed }, headers: {}, feed }
	});
	return {
		place,
		mover: () => place(''),
		pid: () => child.pid!,
		async close() {
			child.kill();
			await once(child, 'exit');
		}
	};
}

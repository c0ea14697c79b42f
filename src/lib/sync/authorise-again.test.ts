import { expect, test, vi } from 'vitest';
import type { Viewer } from '../identity/identify.server.ts';
import { authoriseAgain } from './authorise-again.server.ts';
import type { LiveServer, LiveSocket } from './live-socket.ts';
import { presenceOf } from './relay.server.ts';

const base = { workshopId: 'w', jobId: null, linkId: null, screen: null, misplaced: false, member: null };
const viewers: Record<string, Viewer> = {
	link: { ...base, feed: 'job', linkId: 'l', access: '1', lasts: Infinity },
	screen: {
		...{ ...base, feed: 'wall', access: '1', lasts: Infinity },
		screen: { id: 's', kind: 'wall', changedAt: 1, reloadAskedAt: null } as Viewer['screen']
	},
	staff: {
		...base,
		feed: 'board',
		member: { personId: 'p' } as Viewer['member'],
		access: '1',
		lasts: Infinity
	}
};

test('[ACC7] of sockets that came with the same, one is asked about; staff first, then screens, then customers', async () => {
	const came = ['link', 'link', 'link', 'screen', 'screen', 'staff'];
	const sockets = new Map(
		came.map((name, at) => [
			String(at),
			{
				handshake: { auth: { token: name }, headers: { host: 'localhost' } },
				data: { viewer: viewers[name], askAt: Infinity },
				disconnect: vi.fn(),
				emit: vi.fn()
			}
		])
	);
	const rooms = new Map([[presenceOf('w'), new Set(sockets.keys())]]);
	const asked: string[] = [];
	const authorisation = authoriseAgain(
		{ sockets: { sockets, adapter: { rooms } } } as unknown as LiveServer,
		{
			config: { publicOrigins: [], loadFactor: 1 },
			log: { debug: () => {}, info: () => {}, warn: () => {} },
			identify: (auth) => {
				const { token } = auth as { token: string };
				asked.push(token);
				return Promise.resolve({ ...viewers[token]!, access: '2' });
			}
		}
	);
	authorisation.seen('w', '2');
	const all = [...sockets.values()] as unknown as LiveSocket[];
	await vi.waitUntil(() => all.every(({ data }) => data.viewer.access === '2'));
	authorisation.close();
	expect(asked).toEqual(['staff', 'screen', 'link']);
});

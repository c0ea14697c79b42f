import { io, type Socket } from 'socket.io-client';
import { uuidv7 } from 'uuidv7';
import type { BoardCard, BoardMeta } from '#lib/feeds/board.ts';
import type { Change, JoinReply, ScreenToServer, ServerToScreen } from '#lib/sync/protocol.ts';
import { type Arm, Receipts } from './moves.ts';

export interface ProductOptions {
	url: string;
	cookie: string;
	workshop: string;
	screens: number;
}

/** The product: boards that follow a workshop, and a foreman who moves its cards to and fro. */
export async function openProduct({ url, cookie, workshop, screens }: ProductOptions): Promise<Arm & Sample> {
	const sockets: Socket<ServerToScreen, ScreenToServer>[] = [];
	const open = () => {
		const socket: Socket<ServerToScreen, ScreenToServer> = io(url, {
			...{ transports: ['websocket'], forceNew: true, auth: { workshop } },
			extraHeaders: { origin: url, cookie }
		});
		sockets.push(socket);
		return socket;
	};
	const mover = open();
	const first = await joined(mover);
	const jobs = first.cards.filter((job) => job.arrivedAt !== null);
	const versions = new Map(jobs.map((job) => [job.id, job.version]));
	const repair = first.meta.stages.filter((stage) => stage.kind === 'repair');
	const receipts = new Receipts(screens, first.revision);
	let bytes = 0;
	let moves = 0;
	for (let index = 0; index < screens; index++) {
		const socket = open();
		await joined(socket);
		socket.on('change', (change: Change) => {
			bytes ||= JSON.stringify(change).length;
			receipts.got(index, change.to);
		});
	}
	return {
		bytes: () => bytes,
		async send() {
			const n = moves++;
			const job = jobs[n % jobs.length]!;
			// Each round through the cards goes to the other of the two columns.
			const stage = repair[Math.floor(n / jobs.length) % 2]!;
			const neighbours = { after: null, before: null };
			const expect = versions.get(job.id)!;
			const command = { type: 'move', id: uuidv7(), jobId: job.id, expect, stageId: stage.id, ...neighbours };
			const reply = await mover.emitWithAck('command', command);
			if (!reply.ok) throw new Error(`a move was refused: ${reply.refusal.code}`);
			versions.set(job.id, reply.version);
			return reply.revision;
		},
		lastAt: (mark) => receipts.lastAt(mark),
		doubled: () => receipts.doubled,
		async close() {
			sockets.forEach((socket) => socket.disconnect());
		}
	};
}

export interface Sample {
	/** Bytes of one change as JSON: what the bare broadcast sends too. */
	bytes(): number;
}

async function joined(socket: Socket<ServerToScreen, ScreenToServer>) {
	const reply = (await socket.emitWithAck('join', { since: null })) as JoinReply<BoardCard, BoardMeta>;
	if (!reply.ok || !('snapshot' in reply)) throw new Error('the server did not send its board');
	return reply.snapshot;
}

import { createConnection, type Socket } from 'node:net';

/**
 * What PostgreSQL answers with ReadyForQuery: Sync, which ends a statement with parameters, and Query, which is one without
 * any (begin and commit among them).
 */
const ANSWERED = [0x53, 0x51];
/** Flush: answered with something, but not with that. */
const FLUSH = 0x48;
/** ReadyForQuery, but for its last byte. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

/** What a connection that is to be encrypted begins with: behind it statements are not told apart. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Of postgres.js' own options, what names the server. */
interface Address {
	host: string[];
	port: number[];
	path?: string | false;
}

/** Connections that are there, and of those the ones on which PostgreSQL owes an answer at the moment. */
export interface ConnectionUse {
	open: number;
	busy: number;
}

export interface AnsweringSockets {
	make(address: Address): Socket;
	use(): ConnectionUse;
}

/**
 * Makes sockets to PostgreSQL that do not wait for ever. A cable that was pulled, a firewall that forgot the
 * connection, a server that stands still: nothing comes back, not even an error, and TCP goes on trying for a quarter
 * of an hour. Whoever asked is told after `patience` instead, and the next statement gets a new connection.
 *
 * @param patience milliseconds that PostgreSQL may be silent while it owes an answer
 */
export function answeringSockets(patience: number): AnsweringSockets {
	let turn = 0;
	const open = new Map<Socket, () => boolean>();
	const make = ({ host, port, path }: Address) => {
		// Of several servers named, the next one at every try.
		const index = turn++ % port.length;
		const at = { host: host[index], port: port[index]! };
		// postgres.js asks a socket made elsewhere for its name, for the certificate.
		const socket = Object.assign(createConnection(path ? { path } : at), at);
		open.set(socket, endSilence(socket, patience));
		socket.on('close', () => open.delete(socket));
		return socket;
	};
	const use = () => ({ open: open.size, busy: [...open.values()].filter((owes) => owes()).length });
	return { make, use };
}

/** @returns whether PostgreSQL owes an answer at the moment */
function endSilence(socket: Socket, patience: number): () => boolean {
	let owed = 0;
	let flushed = false;
	const owes = () => owed > 0 || flushed;
	/** The last bytes that came: an answer may end in two pieces. Too few to hold a whole end. */
	let tail: Buffer = Buffer.alloc(0);
	let sealed = false;
	let timer: NodeJS.Timeout | undefined;
	const wait = () => {
		clearTimeout(timer);
		if (!owes()) return;
		timer = setTimeout(() => {
			socket.destroy(new Error(`PostgreSQL did not answer for ${patience} ms`));
		}, patience);
		timer.unref();
	};
	const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
	socket.write = (chunk: unknown, ...rest: unknown[]) => {
		const before = owes();
		if (chunk instanceof Uint8Array) {
			if (SSL_REQUEST.equals(chunk)) sealed = true;
			const types = sealed ? [] : messagesIn(chunk);
			owed = sealed ? 1 : owed + types.filter((type) => ANSWERED.includes(type)).length;
			flushed ||= types.includes(FLUSH);
		}
		if (!before) wait();
		// All statements of one turn go out as one packet: every packet wakes PostgreSQL.
		if (!socket.writableCorked) {
			socket.cork();
			process.nextTick(() => socket.uncork());
		}
		return write(chunk, ...rest);
	};
	socket.on('data', (chunk: Buffer) => {
		// The first answer, to being connected, was asked for without one.
		const seen = Buffer.concat([tail, chunk]);
		tail = seen.subarray(1 - READY.length);
		owed = sealed ? 0 : Math.max(0, owed - count(seen, READY));
		flushed = false;
		wait();
	});
	socket.on('close', () => clearTimeout(timer));
	return owes;
}

/** The types of the messages that postgres.js writes, always whole ones. What begins a connection has none. */
function messagesIn(chunk: Uint8Array): number[] {
	const bytes = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
	const types: number[] = [];
	for (let at = 0; at + 5 <= bytes.byteLength && bytes.getUint8(at) !== 0; at += 1 + bytes.getInt32(at + 1)) {
		types.push(bytes.getUint8(at));
		// The least that a message says of itself: never go round in a circle.
		if (bytes.getInt32(at + 1) < 4) break;
	}
	return types;
}

function count(chunk: Uint8Array, pattern: Buffer): number {
	const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
	let found = 0;
	for (let at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at + 1)) found++;
	return found;
}

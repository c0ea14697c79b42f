import { createHash } from 'node:crypto';
import * as v from 'valibot';

// A backup is text, gzipped; every line ends with a line feed:
//
//   {"kanche":"backup","format":1, ...}       what it is: the head
//   {"table":"workshops","columns":[...]}     then each table, whole:
//   ...                                         its rows as PostgreSQL's COPY writes them
//   \.                                          which no row can be
//   {"end":true,"rows":{...},"sha256":"..."}  what it must have been: the foot
//
// Written and read as it comes, in little memory. What was cut off has no foot, and the foot's sum is of
// everything before it. `zcat` shows it.

export const FORMAT = 1;

const headSchema = v.object({
	kanche: v.literal('backup'),
	format: v.number(),
	/** ISO 8601: the moment of which this is the picture. */
	madeAt: v.string(),
	/** The newest migration in it: name and drizzle's number. */
	migration: v.object({ tag: v.string(), when: v.number() }),
	/** What the data folder held of it; null where AUTH_SECRET was set. */
	authSecret: v.nullable(v.string())
});
const tableSchema = v.object({ table: v.string(), columns: v.array(v.string()) });
const footSchema = v.object({
	end: v.literal(true),
	rows: v.record(v.string(), v.number()),
	sha256: v.string()
});

export type Head = v.InferOutput<typeof headSchema>;
export type Foot = v.InferOutput<typeof footSchema>;

/** Why a file cannot be used, for whoever called. */
export class BackupError extends Error {
	override name = 'BackupError';
}

const END = Buffer.from('\\.\n');
const LF = 0x0a;

/** Counts rows and sums up while a backup is written or read. */
class Sum {
	readonly rows: Record<string, number> = {};
	#hash = createHash('sha256');

	add(bytes: Buffer): void {
		this.#hash.update(bytes);
	}

	addRows(table: string, bytes: Buffer): void {
		this.add(bytes);
		let rows = this.rows[table] ?? 0;
		// COPY writes a line feed within a value as `\n`: a real one ends a row.
		for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) rows++;
		this.rows[table] = rows;
	}

	foot(): Foot {
		return { end: true, rows: this.rows, sha256: this.#hash.digest('hex') };
	}
}

export interface TableRows {
	table: string;
	columns: string[];
	/** What COPY says, or is to be told. */
	rows: AsyncIterable<Buffer>;
}

/** The bytes of a backup, not compressed yet. `onFoot` is told what was written. */
export async function* writeBackup(
	head: Head,
	tables: AsyncIterable<TableRows>,
	onFoot: (foot: Foot) => void
): AsyncGenerator<Buffer> {
	const sum = new Sum();
	const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`);
	const summed = (bytes: Buffer) => (sum.add(bytes), bytes);
	yield summed(line(head));
	for await (const { table, columns, rows } of tables) {
		yield summed(line({ table, columns }));
		sum.rows[table] = 0;
		for await (const piece of inPieces(rows)) {
			sum.addRows(table, piece);
			yield piece;
		}
		yield summed(END);
	}
	const foot = sum.foot();
	onFoot(foot);
	yield line(foot);
}

/** PostgreSQL hands over row by row; pieces of 64 KB cost a fraction of that further on. */
async function* inPieces(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let pieces: Buffer[] = [];
	let size = 0;
	for await (const row of rows) {
		pieces.push(row);
		if ((size += row.length) < 65_536) continue;
		yield Buffer.concat(pieces);
		pieces = [];
		size = 0;
	}
	if (size > 0) yield Buffer.concat(pieces);
}

/**
 * Reads the bytes of a backup as it goes, and proves that they are what was written.
 *
 * @param onTable takes the rows of a table, all of them, before it settles; by default they are only counted
 * @throws BackupError where they are not, at the latest at the end: what was taken till then is worth nothing
 */
export async function readBackup(
	bytes: AsyncIterable<Buffer>,
	{
		onHead = () => {},
		onTable = async ({ rows }) => {
			for await (const piece of rows) void piece;
		}
	}: { onHead?: (head: Head) => void | Promise<void>; onTable?: (table: TableRows) => Promise<void> } = {}
): Promise<{ head: Head; foot: Foot }> {
	const lines = new Lines(bytes);
	const sum = new Sum();
	const first = (await lines.next()) ?? Buffer.alloc(0);
	const head = readHead(first);
	sum.add(first);
	await onHead(head);
	for (;;) {
		const text = await lines.next();
		if (!text) throw new BackupError('The backup is cut off: its end is missing.');
		const foot = v.safeParse(footSchema, parse(text));
		if (foot.success) {
			const is = sum.foot();
			if (foot.output.sha256 !== is.sha256)
				throw new BackupError('The backup was altered: its sum is wrong.');
			if (await lines.next()) throw new BackupError('The backup was altered: something follows its end.');
			return { head, foot: foot.output };
		}
		const section = v.safeParse(tableSchema, parse(text));
		if (!section.success) throw new BackupError('The backup was altered: it cannot be read.');
		const { table, columns } = section.output;
		sum.add(text);
		sum.rows[table] = 0;
		await onTable({ table, columns, rows: lines.rows((piece) => sum.addRows(table, piece)) });
		sum.add(END);
	}
}

function readHead(line: Buffer): Head {
	const head = v.safeParse(headSchema, parse(line));
	if (!head.success) throw new BackupError('This file is no backup of Kanche.');
	if (head.output.format !== FORMAT) {
		throw new BackupError(
			`The backup is of format ${head.output.format}, of which this version knows nothing: use the version that made it, or a later one.`
		);
	}
	return head.output;
}

/** A stream taken line by line, and rows of a table in pieces of whole lines. */
class Lines {
	#source: AsyncIterator<Buffer>;
	#rest: Buffer = Buffer.alloc(0);

	constructor(bytes: AsyncIterable<Buffer>) {
		this.#source = bytes[Symbol.asyncIterator]();
	}

	/** The next line with its end; null at the end. */
	async next(): Promise<Buffer | null> {
		for (let from = 0; ;) {
			const end = this.#rest.indexOf(LF, from);
			if (end >= 0) return this.#take(end + 1);
			from = this.#rest.length;
			// No line of ours is that long: this is another file.
			if (from > 1_048_576 || !(await this.#more())) return null;
		}
	}

	/** Up to the line that ends a table, which is taken too. */
	async *rows(count: (piece: Buffer) => void): AsyncGenerator<Buffer> {
		for (;;) {
			const end = endOfTable(this.#rest);
			// Without that line only what is certain to stand before it: whole lines.
			const whole = end ?? this.#rest.lastIndexOf(LF) + 1;
			if (whole > 0) {
				const piece = this.#take(whole);
				count(piece);
				yield piece;
			}
			if (end !== null) return void this.#take(END.length);
			if (!(await this.#more())) throw new BackupError('The backup is cut off: its end is missing.');
		}
	}

	#take(length: number): Buffer {
		const taken = this.#rest.subarray(0, length);
		this.#rest = this.#rest.subarray(length);
		return taken;
	}

	async #more(): Promise<boolean> {
		const next = await this.#source.next();
		if (next.done) return false;
		this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, next.value]) : next.value;
		return true;
	}
}

/** Where in whole lines the one begins that ends a table. */
function endOfTable(lines: Buffer): number | null {
	for (let at = lines.indexOf(END); at >= 0; at = lines.indexOf(END, at + 1)) {
		if (at === 0 || lines[at - 1] === LF) return at;
	}
	return null;
}

function parse(line: Buffer): unknown {
	try {
		return JSON.parse(line.toString('utf8'));
	} catch {
		return null;
	}
}

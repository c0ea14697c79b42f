import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anOrder } from '../src/lib/commands/door.testing.ts';
import type { CommandReply } from '../src/lib/commands/reply.ts';
import { type ClientSocket, dial, LiveScreen, outcome } from '../src/lib/sync/live.testing.ts';
import { ask } from './access/ask.ts';
import { openWorld, type World } from './access/world.ts';
import { attribute, type Receiver, startReceiver } from './receiver.ts';

/* What a running server tells of itself: figures, lines of the log, spans. */

/** Spans are sent every 5 s. */
const sent = { timeout: 10_000 };

const token = 'metrics for nobody else';

let world: World;
let receiver: Receiver;
let cookie: string;
let desk: ClientSocket;
let wall: LiveScreen;

beforeAll(async () => {
	receiver = await startReceiver();
	world = await openWorld({
		...{ METRICS_TOKEN: token, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
		LOG_LEVEL: 'debug'
	});
	cookie = await world.session(world.one.username('owner'));
	desk = dial(world.server.url, { workshop: 'one' }, { cookie });
	expect(await outcome(desk)).toBe('connect');
	wall = new LiveScreen(world.server.url, { token: world.one.tokens.wall, kind: 'wall' });
	await vi.waitFor(() => expect(wall.replica).not.toBeNull());
}, 120_000);
afterAll(async () => {
	desk?.disconnect();
	wall?.close();
	await world?.remove();
	receiver?.close();
});

/** A note on the car of workshop one. */
async function note(text: string, more: object = {}): Promise<{ id: string; reply: CommandReply }> {
	const id = randomUUID();
	const { jobId } = world.one;
	const [row] = await world.database.sql`select version from jobs where id = ${jobId}`;
	const command = { id, jobId, type: 'note', expect: row!.version as number, text, ...more };
	return { id, reply: await desk.timeout(5_000).emitWithAck('command', command) };
}

const scrape = async (headers: Record<string, string> = { authorization: `Bearer ${token}` }) =>
	fetch(`${world.server.url}/metrics`, { headers });

/** The value of a figure, by its name and labels as they are written; undefined where there is none. */
async function figure(name: string): Promise<number | undefined> {
	const text = await (await scrape()).text();
	const line = text.split('\n').find((each) => each.startsWith(`${name} `));
	return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

/** A line of the log, as soon as it is there. */
const logged = (is: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> =>
	vi.waitFor(() => {
		const all = world.server.output().split('\n');
		const lines = all.filter((line) => /^\{.*\}$/.test(line));
		const found = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find(is);
		expect(found).toBeDefined();
		return found!;
	});

describe('[OBS1] figures are for whoever brings the token', () => {
	test('and exist for nobody else', async () => {
		const wrong = ['', 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, token, `Basic ${token}`];
		for (const authorization of wrong) expect((await scrape({ authorization })).status).toBe(404);
		expect((await scrape({ cookie })).status).toBe(404);
		const right = await scrape();
		expect(right.status).toBe(200);
		expect(right.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
	});
});

describe('[OBS2] figures', () => {
	test('count commands by outcome, and time them', async () => {
		const name = (outcome: string) => `kanche_commands_total{type="note",outcome="${outcome}"}`;
		const done = (await figure(name('done')))!;
		expect((await note('a')).reply.ok).toBe(true);
		expect((await note('b', { expect: 999_999 })).reply.ok).toBe(false);
		expect(await figure(name('done'))).toBe(done + 1);
		expect(await figure(name('stale'))).toBe(1);
		const seconds = await figure('kanche_command_duration_seconds_sum{outcome="done"}');
		expect(seconds).toBeGreaterThan(0);
		expect(seconds).toBeLessThan(5);
		await desk.timeout(5_000).emitWithAck('command', { type: 'constructor' });
		expect(await figure('kanche_commands_total{type="unknown",outcome="invalid"}')).toBe(1);
	});

	test('say who is connected, and that the rooms were told', async () => {
		expect(await figure('kanche_screens{feed="wall"}')).toBe(1);
		expect(await figure('kanche_screens{feed="board"}')).toBe(1);
		expect(await figure('kanche_screens_behind{feed="wall"}')).toBe(0);
		const counted = (await figure('kanche_relay_lag_seconds_count{origin="here"}')) ?? 0;
		const { reply } = await note('c');
		await vi.waitFor(() => expect(reply.ok && wall.replica?.revision).toBe(reply.ok && reply.revision));
		expect(await figure('kanche_relay_lag_seconds_count{origin="here"}')).toBe(counted + 1);
		const revision = await figure('kanche_revision{workshop="one"}');
		expect(revision).toBe(reply.ok && reply.revision);
		expect(await figure('kanche_told_revision{workshop="one"}')).toBe(revision);
		expect(await figure('kanche_told_revision{workshop="two"}')).toBeUndefined();
	});

	test('count catch-ups: the first look is none', async () => {
		const name = 'kanche_catch_ups_total{outcome="change"}';
		const before = (await figure(name))!;
		wall.cut();
		await vi.waitFor(async () => expect(await figure(name)).toBe(before + 1), { timeout: 5_000 });
		expect(await figure('kanche_catch_ups_total{outcome="snapshot"}')).toBe(0);
	});

	test('tell of the database, of requests and of the process', async () => {
		expect(await figure('kanche_database_connections{state="max"}')).toBe(10);
		expect(await figure('kanche_database_connections{state="open"}')).toBeGreaterThan(0);
		expect(await figure('kanche_database_answer_seconds')).toBeGreaterThan(0);
		expect(await figure('kanche_paired_screens{workshop="one",feed="wall",health="new"}')).toBe(1);
		expect(
			await figure('kanche_http_request_duration_seconds_count{route="/metrics",method="GET",status="2xx"}')
		).toBeGreaterThan(0);
		expect(await figure('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
		expect(await figure('process_resident_memory_bytes')).toBeGreaterThan(1e7);
	});
});

describe('[OBS4] ids', () => {
	test('a request is called in its answer as a proxy on this machine calls it, or by a name of ours', async () => {
		const idOf = async (given: string) => {
			const { headers } = await ask(world, 'GET', '/healthz', { headers: { 'x-request-id': given } });
			return headers.get('x-request-id');
		};
		expect(await idOf('proxy-0123456789')).toBe('proxy-0123456789');
		for (const given of ['', 'short', 'with space 0123', `${'a'.repeat(65)}`, '"}{"a":"b012345']) {
			expect(await idOf(given)).toMatch(/^[0-9a-f]{10}$/);
		}
		const forged = { 'x-kanche-request': 'forged-by-client' };
		expect((await ask(world, 'GET', '/healthz', { headers: forged })).headers.get('x-request-id')).toMatch(
			/^[0-9a-f]{10}$/
		);
	});

	test('a request that fails says by which name its reason stands in the log', async () => {
		const { sql } = world.database;
		for (const [table, path] of [
			['screens', '/w/one/screens'],
			['people', '/w/one/board']
		] as const) {
			await sql`alter table ${sql(table)} rename to away`;
			try {
				const { status, headers, text } = await ask(world, 'GET', path, { cookie });
				const id = headers.get('x-request-id')!;
				expect(status).toBe(500);
				expect(text).toContain(id);
				expect(text).toContain('Something went wrong');
				await logged((line) => line.request === id && line.msg === 'a request failed');
			} finally {
				await sql`alter table away rename to ${sql(table)}`;
			}
		}
	});

	test('a command is found by its own id: done, refused and failed', async () => {
		const done = await note('d');
		const refused = await note('e', { expect: 999_999 });
		const lineOf = (id: string, msg = 'command') => logged((line) => line.command === id && line.msg === msg);
		expect(await lineOf(done.id)).toMatchObject({ level: 20, type: 'note', outcome: 'done' });
		expect(await lineOf(refused.id)).toMatchObject({ level: 30, outcome: 'stale' });
		const { sql } = world.database;
		await sql`alter table commands rename to away`;
		try {
			const failed = await note('f');
			expect(failed.reply).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
			expect(await lineOf(failed.id)).toMatchObject({ level: 30, outcome: 'failed' });
			expect(await lineOf(failed.id, 'a command failed')).toMatchObject({ level: 40, socket: desk.id });
		} finally {
			await sql`alter table away rename to commands`;
		}
	});
});

describe('[OBS5] traces', () => {
	test('a command is a span, with its transaction and its telling below it', async () => {
		const { id } = await note('g');
		const command = await vi.waitFor(() => {
			const found = receiver.spans.find((span) => attribute(span, 'kanche.command.id') === id);
			expect(found).toBeDefined();
			return found!;
		}, sent);
		expect(attribute(command, 'kanche.command.outcome')).toBe('done');
		const below = () =>
			receiver.spans.filter(({ parentSpanId }) => parentSpanId === command.spanId).map(({ name }) => name);
		await vi.waitFor(() => expect(below().sort()).toEqual(['relay.tell', 'transaction']), sent);
		const line = await logged((each) => each.command === id);
		expect(line).toMatchObject({ trace: command.traceId });
	});

	test('of commands that go in together each has its own telling below it, under its own id', async () => {
		const ids: string[] = Array.from({ length: 6 }, () => randomUUID());
		const replies = await Promise.all(
			ids.map((id) => {
				const order = anOrder({ orderNumber: id });
				const command = { id, jobId: randomUUID(), type: 'book', order, arrivedAt: null, fromSource: false };
				return desk.timeout(5_000).emitWithAck('command', command);
			})
		);
		expect(replies.map(({ ok }) => ok)).not.toContain(false);
		for (const id of ids) {
			expect(await logged((line) => line.command === id)).toMatchObject({ outcome: 'done' });
			await vi.waitFor(() => {
				const command = receiver.spans.find((span) => attribute(span, 'kanche.command.id') === id);
				const below = receiver.spans.filter(({ parentSpanId }) => parentSpanId === command?.spanId);
				expect(below.filter(({ name }) => name === 'relay.tell')).toHaveLength(1);
			}, sent);
		}
		const transactions = receiver.spans.filter(({ name, parentSpanId }) => {
			const above = receiver.spans.find(({ spanId }) => spanId === parentSpanId);
			return name === 'transaction' && above && ids.includes(String(attribute(above, 'kanche.command.id')));
		});
		expect(transactions.length).toBeGreaterThan(1);
	});

	test('a request is SvelteKit’s own spans, without what machines ask', async () => {
		await ask(world, 'GET', '/w/one/board', { cookie });
		await vi.waitFor(() => {
			const root = receiver.spans.find((span) => attribute(span, 'http.route') === '/w/[workshop]/board');
			expect(root?.name).toMatch(/^sveltekit\./);
		}, sent);
		const routes = receiver.spans.map((span) => attribute(span, 'http.route'));
		expect(routes).not.toContain('/metrics');
		expect(routes).not.toContain('/readyz');
	});
});

test('[OBS3] neither figures nor log nor spans hold a key or anything of a customer', async () => {
	const { one } = world;
	const { tokens, passes, canaries } = one;
	for (const path of [`/p/${tokens.job}`, `/display/${tokens.wall}/wall`, `/join/${passes.reset}`]) {
		expect((await ask(world, 'GET', path)).status).toBe(200);
		expect((await ask(world, 'GET', `${path}/unknown`)).status).toBe(404);
	}
	// It leads to an address that is a key.
	expect((await ask(world, 'GET', `/display/${tokens.wall}`)).status).toBe(303);
	await ask(world, 'GET', `/sign-in?next=/p/${tokens.job}`);
	const { sql } = world.database;
	await sql`alter table links rename to away`;
	expect((await ask(world, 'GET', `/p/${tokens.job}`)).status).toBe(500);
	await sql`alter table away rename to links`;
	await note(canaries.note);
	const asked = () => receiver.spans.filter((span) => attribute(span, 'http.route') === '/p/[token]');
	await vi.waitFor(() => expect(asked().length).toBeGreaterThan(3), sent);
	const told = {
		figures: await (await scrape()).text(),
		log: world.server.output(),
		spans: JSON.stringify(receiver.received)
	};
	for (const [where, text] of Object.entries(told)) {
		for (const secret of [...Object.values(tokens), ...Object.values(passes), token, cookie]) {
			expect(text.includes(secret), `a key in ${where}`).toBe(false);
		}
		for (const [kind, word] of Object.entries(canaries)) {
			expect(text.toUpperCase().includes(word.toUpperCase()), `${kind} in ${where}`).toBe(false);
		}
	}
});

test('[OBS5] who takes the traces goes away: that is said once, and for nobody in particular', async () => {
	receiver.close();
	await ask(world, 'GET', '/sign-in');
	const line = await vi.waitFor(() => logged(({ msg }) => msg === 'sending traces failed'), {
		timeout: 30_000
	});
	expect(line).not.toHaveProperty('request');
	expect(line).not.toHaveProperty('trace');
	expect((await ask(world, 'GET', '/sign-in')).status).toBe(200);
}, 40_000);

test('[OBS3] an import that is interrupted writes nothing of its file into the log', async () => {
	const { sql } = world.database;
	const body = new FormData();
	const day = await readFile('tests/files/semicolon.csv');
	body.append('file', new File([day], 'day.csv'));
	// As after the look at what it will do.
	body.append('choice', 'all');
	body.append('digest', createHash('sha256').update(day).digest('hex'));
	const headers = { cookie: `lang=en; ${cookie}`, origin: world.server.url, accept: 'text/html' };
	await sql`alter table commands rename to away`;
	const { status } = await fetch(`${world.server.url}/w/one/import`, { method: 'POST', body, headers });
	await sql`alter table away rename to commands`;
	expect(status).toBe(503);
	const line = await logged(({ msg }) => msg === 'an import was interrupted');
	expect(line.error).toBe('relation "commands" does not exist');
	expect(line.request).toMatch(/^[0-9a-f]{10}$/);
	for (const word of ['1350000', 'WT-2611', '豫A', 'Failed query']) {
		expect(world.server.output().includes(word), word).toBe(false);
	}
});

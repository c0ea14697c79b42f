import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startServer, type TestServer } from './server.ts';

const publicOrigin = 'https://board.example';

describe('the built server', () => {
	let server: TestServer;

	beforeAll(async () => {
		server = await startServer({ env: { PUBLIC_ORIGIN: publicOrigin } });
	});

	afterAll(() => server?.remove());

	/** A form sent by a page at `origin`; the check comes before any route is looked for. */
	const send = async (origin: string | undefined, headers: Record<string, string> = {}) => {
		const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
		const response = await fetch(`${server.url}/healthz`, {
			method: 'POST',
			body: 'x=1',
			headers: origin ? { ...form, origin } : form
		});
		return response.status;
	};

	test('says that it is up and ready', async () => {
		expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok');
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
	});

	test('[FUZZ1] goes on after a page asks at the address of the sockets', async () => {
		for (const path of ['/socket.io/?EIO=4&transport=polling', '/socket.io/', '/socket.iox']) {
			for (const method of ['GET', 'POST', 'OPTIONS']) {
				const { status, headers } = await fetch(server.url + path, { method });
				expect([400, 403, 404], `${method} ${path}`).toContain(status);
				expect(headers.get('x-content-type-options')).toBe('nosniff');
			}
		}
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
	});

	test('takes forms from its own pages, at each address it is known by', async () => {
		const refused = 403;
		expect(await send(server.url)).not.toBe(refused);
		expect(await send(publicOrigin, { 'x-forwarded-host': 'board.example' })).not.toBe(refused);
		expect(await send(publicOrigin)).not.toBe(refused);
	});

	test('takes no form from a page elsewhere, whatever headers come with it', async () => {
		expect(await send('http://evil.example')).toBe(403);
		expect(await send('http://evil.example', { 'x-forwarded-host': 'evil.example' })).toBe(403);
		const guess = { 'x-kanche-host': 'evil.example', 'x-kanche-protocol': 'http' };
		expect(await send('http://evil.example', guess)).toBe(403);
		expect(await send(undefined)).toBe(403);
	});

	test('killed, it starts again on the PostgreSQL that it left', async () => {
		await server.kill();
		await server.start();
		expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
	});

	test('on SIGTERM it ends within 5 s and leaves no PostgreSQL behind', async () => {
		const begin = Date.now();
		expect(await server.stop()).toBe(0);
		expect(Date.now() - begin).toBeLessThan(5000);
		const pidFile = join(server.dataDir, 'postgres', 'data', 'postmaster.pid');
		await expect(stat(pidFile)).rejects.toThrow('ENOENT');
	});
});

test('wrong settings are named and nothing starts', () => {
	const entry = fileURLToPath(new URL('../server.ts', import.meta.url));
	const env = { PORT: 'http', REDIS_URL: 'localhost' };
	const { status, stderr } = spawnSync(process.execPath, [entry], { env, encoding: 'utf8' });
	expect(status).toBe(1);
	expect(stderr).toContain('PORT: "http" is not valid; expected a port');
	expect(stderr).toContain('REDIS_URL');
});

test('[OBS3] what nobody caught ends the process, in a line of the log', async () => {
	const later = 'process.once("SIGUSR2", () => Promise.reject(new Error("nobody caught this")))';
	const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(later)}`;
	const server = await startServer({ env: { NODE_OPTIONS, LOG_LEVEL: 'info' } });
	const pid = () => Number(/"pid":(\d+)/.exec(server.output())?.[1]);
	await vi.waitFor(() => expect(pid()).toBeGreaterThan(0));
	process.kill(pid(), 'SIGUSR2');
	const fatal = () =>
		server
			.output()
			.split('\n')
			.find((line) => line.includes('nobody caught this'));
	await vi.waitFor(() => expect(JSON.parse(fatal()!)).toMatchObject({ level: 60 }), { timeout: 10_000 });
	await server.remove().catch(() => {});
});

import { spawnSync } from 'node:child_process';
import http from 'node:http';
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

	test('[PPL7] prints the address of the first run and its code at every log level', async () => {
		expect(server.output()).toContain(`open ${publicOrigin}/setup and enter the setup code `);
		const silent = await startServer({ env: { LOG_LEVEL: 'silent' } });
		expect(JSON.parse(silent.output())).toMatchObject({ address: `${silent.url}/setup` });
		await silent.remove();
	});

	test('[ACC13] answers under no other host name, whatever is asked for', async () => {
		const asked = [
			...['/', '/setup', '/sign-in', '/healthz', '/readyz', '/favicon.svg', '/nothing', '/tv'],
			'/_app/version.json'
		];
		for (const path of asked) {
			for (const method of ['GET', 'POST']) {
				const evil = await askRaw(server.port, method, path, 'evil.example:3000');
				expect([path, evil.status]).toEqual([path, 421]);
				expect(evil.text).not.toMatch(/<html|"ok"/);
			}
		}
		const { text } = await askRaw(server.port, 'GET', '/healthz', 'evil.example');
		expect(text).toContain('This server does not answer at this address');
		expect(text).toContain('服务器不接受这个地址');
		expect(text).toContain('伺服器不接受這個網址');
		for (const host of ['board.example', 'localhost', '127.0.0.1:3000', '[::1]']) {
			expect([host, (await askRaw(server.port, 'GET', '/healthz', host)).status]).toEqual([host, 200]);
		}
	});

	test('[ACC13] opens no socket under another host name', async () => {
		const outcome = (host: string) =>
			new Promise<number>((resolve, reject) => {
				const headers = {
					...{ host, origin: `http://${host}`, connection: 'Upgrade', upgrade: 'websocket' },
					...{ 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
				};
				const path = '/socket.io/?EIO=4&transport=websocket';
				const request = http.get({ host: '127.0.0.1', port: server.port, path, headers });
				request.once('upgrade', (_, socket) => (socket.destroy(), resolve(101)));
				request.once('response', (response) => (response.resume(), resolve(response.statusCode!)));
				request.once('error', reject);
			});
		// As the browser of a page at that name would ask: Host and Origin agree.
		expect(await outcome('evil.example:3000')).toBe(400);
		expect(await outcome(`localhost:${server.port}`)).toBe(101);
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

/** As `fetch`, which does not let the Host header be chosen. */
const askRaw = (port: number, method: string, path: string, host: string) =>
	new Promise<{ status: number; text: string }>((resolve, reject) => {
		const headers = { host, origin: `http://${host}`, 'content-length': '0' };
		const request = http.request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => resolve({ status: response.statusCode!, text }));
		});
		request.once('error', reject).end();
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

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	request as askHttp,
	type Server
} from 'node:http';
import { request as askHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from './free-port.ts';

/* The configurations that are shipped, run by the proxies they are for; where those are not installed, skipped. */

const shipped = (name: string) => readFile(new URL(`../deploy/${name}`, import.meta.url), 'utf8');
const away = fileURLToPath(new URL('../static/', import.meta.url));
const isInstalled = (program: string) => spawnSync(program, ['version']).error === undefined;
const SITE = 'board.example';

let folder: string;
/** A process of the site: says what it was asked. */
let site: Server;
let asked: IncomingHttpHeaders[] = [];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'kanche-proxy-'));
	site = createServer(({ headers }, response) => {
		asked.push(headers);
		response.end('the board');
	}).listen(0, '127.0.0.1');
	await once(site, 'listening');
	const subject = ['-subj', `/CN=${SITE}`, '-addext', `subjectAltName=DNS:${SITE}`];
	const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
	execFileSync(
		'openssl',
		['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files],
		{
			stdio: 'ignore'
		}
	);
});
afterAll(async () => {
	site.close();
	await rm(folder, { recursive: true, force: true });
});

interface Said {
	status: number;
	location?: string;
	body: string;
}

interface Question {
	name: string;
	host?: string;
	headers?: Record<string, string>;
}

/** Asks the proxy by TLS for `name`, under the same host name unless another is given. Rejects where TLS fails. */
async function byTls(port: number, { name, host = name, headers }: Question): Promise<Said> {
	const options = { port, host: '127.0.0.1', servername: name, rejectUnauthorized: false, agent: false };
	return said(askHttps({ ...options, path: '/w/one/board', headers: { host, ...headers } }));
}

const plainly = (port: number, { name }: Question) =>
	said(askHttp({ port, host: '127.0.0.1', path: '/w/one/board', headers: { host: name }, agent: false }));

async function said(question: ReturnType<typeof askHttp>): Promise<Said> {
	question.end();
	const [answer] = (await once(question, 'response')) as [IncomingMessage];
	return { status: answer.statusCode!, location: answer.headers.location, body: await text(answer) };
}

interface Ports {
	http: number;
	https: number;
}

/** Replaces each of these, which must be there. */
function adapt(configuration: string, changes: [RegExp, string][]): string {
	return changes.reduce((adapted, [from, to]) => {
		if (adapted.search(from) < 0) throw new Error(`no ${from} in the configuration`);
		return adapted.replaceAll(new RegExp(from, `g${from.flags}`), to);
	}, configuration);
}

const upstream = () => `127.0.0.1:${(site.address() as AddressInfo).port}`;

async function startNginx({ http, https }: Ports) {
	const server = adapt(await shipped('nginx.conf'), [
		[/listen 80\b/, `listen ${http}`],
		[/listen \[::\]:80\b/, `listen [::]:${http}`],
		[/listen 443\b/, `listen ${https}`],
		[/listen \[::\]:443\b/, `listen [::]:${https}`],
		[/127\.0\.0\.1:300[123]/, upstream()],
		[/\/etc\/ssl\/kanche/, folder],
		[/\/opt\/kanche\/current\/build\/client/, away]
	]);
	await mkdir(join(folder, 'nginx'));
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
		(kind) => `${kind}_temp_path ${folder}/nginx/${kind};`
	);
	const file = join(folder, 'nginx.conf');
	const user = process.getuid?.() === 0 ? 'user root;' : '';
	await writeFile(
		file,
		`${user} pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; events {}
		http { access_log off; ${temporary.join(' ')} ${server} }`
	);
	return spawn('nginx', ['-c', file, '-p', folder, '-g', 'daemon off;'], { stdio: 'inherit' });
}

const startCaddy =
	(name: string, processes: RegExp) =>
	async ({ http, https }: Ports) => {
		const certificate = `${folder}/fullchain.pem ${folder}/privkey.pem`;
		const configuration = adapt(await shipped(name), [
			[processes, upstream()],
			[/\/opt\/kanche\/current\/build\/client|\/srv\/static/, away],
			[/^https:\/\/(?:board\.example|\{\$SITE\}) \{/m, `https://${SITE} {\n\ttls ${certificate}`]
		]);
		const file = join(folder, name);
		const options = `{\n\tadmin off\n\thttp_port ${http}\n\thttps_port ${https}\n\tauto_https disable_redirects\n}\n`;
		await writeFile(file, options + configuration);
		const env = {
			PATH: process.env.PATH,
			SITE,
			XDG_DATA_HOME: folder,
			XDG_CONFIG_HOME: folder,
			HOME: folder
		};
		return spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', file], { stdio: 'ignore', env });
	};

const proxies = [
	{ program: 'nginx', name: 'nginx.conf', start: startNginx },
	{ program: 'caddy', name: 'Caddyfile', start: startCaddy('Caddyfile', /127\.0\.0\.1:300[123]/) },
	{
		...{ program: 'caddy', name: 'compose.Caddyfile' },
		start: startCaddy('compose.Caddyfile', /kanche-[123]:3000/)
	}
];

describe.for(proxies)('$name', ({ program, start }) => {
	const installed = test.runIf(isInstalled(program));
	const ports: Ports = { http: 0, https: 0 };
	let proxy: Awaited<ReturnType<typeof startNginx>> | undefined;

	beforeAll(async () => {
		if (!isInstalled(program)) return;
		Object.assign(ports, { http: await freePort(), https: await freePort() });
		proxy = await start(ports);
		const isUp = () => plainly(ports.http, { name: SITE }).then(Boolean, () => false);
		await vi.waitUntil(isUp, { timeout: 20_000 });
	}, 60_000);
	afterAll(async () => {
		if (!proxy) return;
		proxy.kill('SIGTERM');
		if (proxy.exitCode === null) await once(proxy, 'exit');
	});

	installed('[OBS4] writes its own request id, and who asks, over what a client claims', async () => {
		asked = [];
		const claimed = {
			...{ 'x-request-id': 'claimed', 'x-forwarded-for': '6.6.6.6', 'x-forwarded-host': 'evil.example' },
			'x-forwarded-proto': 'http'
		};
		expect(await byTls(ports.https, { name: SITE, headers: claimed })).toMatchObject({ body: 'the board' });
		const [headers] = asked;
		expect(headers).toMatchObject({
			host: SITE,
			'x-forwarded-for': '127.0.0.1',
			'x-forwarded-proto': 'https'
		});
		expect(headers!['x-forwarded-host']).toBe(SITE);
		expect(headers!['x-request-id']).toMatch(/^[0-9a-f-]{32,36}$/);
	});

	installed('[ACC13] leads from http to the name as it is configured', async () => {
		const answer = await plainly(ports.http, { name: SITE });
		expect([answer.status, answer.location]).toEqual([301, `https://${SITE}/w/one/board`]);
	});

	installed('[ACC13] refuses every other name, and leads nowhere', async () => {
		asked = [];
		for (const name of ['evil.example', '127.0.0.1']) {
			const answer = await plainly(ports.http, { name });
			expect([name, answer.status, answer.location]).toEqual([name, 421, undefined]);
		}
		await expect(byTls(ports.https, { name: 'evil.example' })).rejects.toThrow();
		expect(await byTls(ports.https, { name: SITE, host: 'evil.example' })).toMatchObject({ status: 421 });
		expect(asked).toEqual([]);
	});

	installed(
		'[AWAY1] shows a page that comes back while no process answers',
		async () => {
			const { port } = site.address() as AddressInfo;
			site.closeAllConnections();
			site.close();
			await once(site, 'close');
			try {
				const answer = await byTls(ports.https, { name: SITE });
				expect([502, 503, 504]).toContain(answer.status);
				expect(answer.body).toContain('come-back.js');
			} finally {
				site.listen(port, '127.0.0.1');
				await once(site, 'listening');
			}
		},
		30_000
	);
});

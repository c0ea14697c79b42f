import { existsSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { isHardToGuess, SECRET_LENGTH } from './hard-to-guess.ts';

function parses(protocols: string[]) {
	return (value: string) => URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function isNetwork(item: string): boolean {
	const [address = '', bits, ...more] = item.split('/');
	const most = isIP(address) === 6 ? 128 : 32;
	return (
		isIP(address) > 0 && more.length === 0 && (!bits || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
	);
}

function blockList(items: string[]): BlockList {
	const list = new BlockList();
	for (const item of items) {
		const [address = '', bits] = item.split('/');
		const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
		if (bits) list.addSubnet(address, Number(bits), family);
		else list.addAddress(address, family);
	}
	return list;
}

const expected = {
	PORT: 'a port from 1 to 65535, such as 3000',
	HOST: 'an address to listen on, such as 0.0.0.0 or 127.0.0.1',
	DATA_DIR: 'a folder',
	DATABASE_URL: 'postgres://user:password@host:5432/database',
	REDIS_URL: 'redis://host:6379 or rediss://...',
	PUBLIC_ORIGIN: 'addresses as a browser shows them, without a path, such as https://board.example',
	TRUSTED_PROXIES: 'addresses or networks of proxies, such as 10.0.0.5, 10.1.0.0/16',
	LOG_LEVEL: 'one of trace, debug, info, warn, error, silent',
	AUTH_SECRET: 'at least 32 characters, hard to guess, not repeated; `openssl rand -base64 48` makes one',
	METRICS_TOKEN: 'at least 16 characters, hard to guess, not repeated; `openssl rand -base64 24` makes one',
	LOAD_FACTOR: 'a whole number from 1 to 1000',
	OTEL_EXPORTER_OTLP_ENDPOINT: 'an address that takes OTLP over HTTP, such as http://localhost:4318'
};

const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.minValue(1), v.maxValue(65535));

const origins = v.pipe(
	v.string(),
	v.transform((list) => list.split(/[\s,]+/).filter((item) => item !== '')),
	v.array(
		v.pipe(
			v.string(),
			v.check(parses(['http:', 'https:'])),
			v.check((value) => URL.parse(value)?.href === `${URL.parse(value)?.origin}/`),
			v.transform((value) => new URL(value).origin)
		)
	)
);

const networks = v.pipe(
	v.string(),
	v.transform((list) => list.split(/[\s,]+/).filter((item) => item !== '')),
	v.check((list) => list.every(isNetwork)),
	v.transform(blockList)
);

const hardToGuess = (least: number) =>
	v.pipe(
		v.string(),
		v.check((text) => isHardToGuess(text, least))
	);

const environment = v.object({
	PORT: v.optional(port),
	HOST: v.optional(v.pipe(v.string(), v.regex(/^[\w.:%-]+$/))),
	DATA_DIR: v.optional(v.string()),
	DATABASE_URL: v.optional(v.pipe(v.string(), v.check(parses(['postgres:', 'postgresql:'])))),
	REDIS_URL: v.optional(v.pipe(v.string(), v.check(parses(['redis:', 'rediss:'])))),
	PUBLIC_ORIGIN: v.optional(origins),
	TRUSTED_PROXIES: v.optional(networks),
	LOG_LEVEL: v.optional(v.picklist(['trace', 'debug', 'info', 'warn', 'error', 'silent'])),
	AUTH_SECRET: v.optional(hardToGuess(SECRET_LENGTH)),
	METRICS_TOKEN: v.optional(hardToGuess(16)),
	LOAD_FACTOR: v.optional(
		v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(1000))
	),
	OTEL_EXPORTER_OTLP_ENDPOINT: v.optional(v.pipe(v.string(), v.check(parses(['http:', 'https:']))))
});

/** Each setting, as it is called in the environment. */
export const settingNames: readonly string[] = Object.keys(expected);

/** A process with this variable, and each process it starts, reads no `.env`. */
export const IGNORE_ENV_FILE = 'KANCHE_IGNORE_ENV_FILE';

/** Values that may hold a password are never printed back. */
const secret = new Set([
	...['DATABASE_URL', 'REDIS_URL', 'AUTH_SECRET', 'METRICS_TOKEN', 'OTEL_EXPORTER_OTLP_ENDPOINT']
]);

export interface Config {
	port: number;
	host: string;
	/** Absolute. */
	dataDir: string;
	/** Absent: the server runs its own PostgreSQL under `dataDir`. */
	databaseUrl?: string;
	/** Absent: this is the only server process. */
	redisUrl?: string;
	/** Addresses the server is also known by, as a browser writes them in `Origin`; the first is shown to people. */
	publicOrigins: string[];
	/** Proxies on other machines whose X-Forwarded-For is believed. */
	trustedProxies?: BlockList;
	logLevel: string;
	/** Absent: made once and kept under `dataDir`. */
	authSecret?: string;
	/** Who brings it may read the metrics. Absent: nobody. */
	metricsToken?: string;
	/** How many times as many sockets as usual one person or link may open: for load tests. */
	loadFactor: number;
	/** Where traces go. Absent: none are made. */
	tracesTo?: string;
}

/** Each wrong variable, what was given and what is expected, one a line. */
export class ConfigError extends Error {
	override name = 'ConfigError';
}

/** Reads and checks the settings in `env`. Throws a ConfigError that names all wrong ones at once. */
export function readConfig(env: Record<string, string | undefined>): Config {
	// An empty variable counts as absent: compose files and service units write `NAME=`.
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
	const { success, output, issues } = v.safeParse(environment, given);
	if (!success) {
		const names = new Set(issues.map((issue) => issue.path?.[0]?.key as keyof typeof expected));
		const lines = [...names].map((name) => {
			const value = secret.has(name) ? 'the value given (not shown)' : JSON.stringify(env[name]);
			return `  ${name}: ${value} is not valid; expected ${expected[name]}`;
		});
		throw new ConfigError(`Wrong settings in the environment or .env:\n${lines.join('\n')}`);
	}
	return {
		port: output.PORT ?? 3000,
		host: output.HOST ?? '0.0.0.0',
		dataDir: resolve(output.DATA_DIR ?? '.data'),
		databaseUrl: output.DATABASE_URL,
		redisUrl: output.REDIS_URL,
		publicOrigins: output.PUBLIC_ORIGIN ?? [],
		trustedProxies: output.TRUSTED_PROXIES,
		logLevel: output.LOG_LEVEL ?? 'info',
		authSecret: output.AUTH_SECRET,
		metricsToken: output.METRICS_TOKEN,
		loadFactor: output.LOAD_FACTOR ?? 1,
		tracesTo: output.OTEL_EXPORTER_OTLP_ENDPOINT
	};
}

let loaded: Config | undefined;

/**
 * This process's settings, read once from the environment and from the file .env, where that lies in
 * the working folder; the environment wins. `IGNORE_ENV_FILE` keeps the file out. Wrong ones are printed and end the process with exit code 1.
 */
export function loadConfig(): Config {
	if (loaded) return loaded;
	try {
		if (!process.env[IGNORE_ENV_FILE] && existsSync('.env')) process.loadEnvFile('.env');
		loaded = readConfig(process.env);
		return loaded;
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
}

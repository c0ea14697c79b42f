import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const complaint = (env: Record<string, string>): string => {
	try {
		readConfig(env);
	} catch (error) {
		if (error instanceof ConfigError) return error.message;
		throw error;
	}
	return '';
};

describe('settings', () => {
	test('nothing set is enough', () => {
		const config = readConfig({});
		expect(config).toMatchObject({ port: 3000, host: '0.0.0.0', publicOrigins: [], logLevel: 'info' });
		expect(config.dataDir).toMatch(/^\/.*\.data$/);
		expect(config.databaseUrl).toBeUndefined();
	});

	test('empty is absent', () => {
		expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 3000, databaseUrl: undefined });
	});

	test('several public addresses, with or without a final slash', () => {
		const { publicOrigins } = readConfig({ PUBLIC_ORIGIN: 'https://board.example/, http://10.0.0.2:3000' });
		expect(publicOrigins).toEqual(['https://board.example', 'http://10.0.0.2:3000']);
	});

	test('every wrong value is named at once, with what was given and what is expected', () => {
		const message = complaint({ PORT: '70000', PUBLIC_ORIGIN: 'board.example', LOG_LEVEL: 'loud' });
		expect(message).toContain('PORT: "70000" is not valid; expected a port from 1 to 65535');
		expect(message).toContain('PUBLIC_ORIGIN: "board.example" is not valid; expected addresses');
		expect(message).toContain('LOG_LEVEL: "loud" is not valid; expected one of trace');
	});

	test.each(['https://board.example/path', 'https://board.example?x=1', 'ftp://board.example', 'null'])(
		'%s is no public address',
		(value) => expect(complaint({ PUBLIC_ORIGIN: value })).toContain('PUBLIC_ORIGIN')
	);

	test('a wrong value that may hold a password is not printed', () => {
		const message = complaint({ DATABASE_URL: 'mysql://root:hunter2@db/x', AUTH_SECRET: 'short-one' });
		expect(message).toContain('DATABASE_URL');
		expect(message).toContain('AUTH_SECRET');
		expect(message).not.toMatch(/hunter2|short-one/);
	});
});

test.each(['10.0.0', '10.0.0.5/33', '10.0.0.5/', '::/129', 'proxy.example', '10.0.0.1/8/8'])(
	'%s is no network of proxies',
	(given) => {
		const read = () => readConfig({ TRUSTED_PROXIES: given });
		if (given === '10.0.0.5/') expect(read().trustedProxies?.check('10.0.0.5')).toBe(true);
		else expect(read).toThrow('TRUSTED_PROXIES');
	}
);

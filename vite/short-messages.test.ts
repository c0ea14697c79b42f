import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { said } from '../src/lib/languages/said.ts';
import * as m from '../src/lib/paraglide/messages.js';
import { locales } from '../src/lib/paraglide/runtime.js';
import { shortMessage } from './short-messages.ts';

const folder = new URL('../src/lib/paraglide/messages/', import.meta.url);
type Message = (inputs: object, options: object) => string;

test('[TV5] the browser’s short form of every message says what the message says', () => {
	const files = readdirSync(folder).filter((name) => name.endsWith('.js') && name !== '_index.js');
	expect(files.length).toBeGreaterThan(500);
	// Any name of an input is given its own name as value.
	const inputs = new Proxy({}, { get: (_, name) => String(name) });
	for (const file of files) {
		const code = readFileSync(new URL(file, folder), 'utf8');
		const short = shortMessage(code)
			.replace(/^import .*$/gm, '')
			.replace(/export const (\w+) =/g, 'made.$1 =');
		const made: Record<string, Message> = {};
		new Function('made', 'said', short.replace(/export \{[^}]*\};?/g, ''))(made, said);
		for (const [name, message] of Object.entries(made)) {
			for (const locale of locales) {
				const whole = (m as unknown as Record<string, Message>)[name]!;
				expect(message(inputs, { locale }), name).toBe(whole(inputs, { locale }));
			}
		}
	}
});

test('[TV5] a message that is compiled in another way ends the build', () => {
	expect(() => shortMessage('export const a = () => "b";')).toThrow('look again');
});

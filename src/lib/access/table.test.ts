import { describe, expect, test } from 'vitest';
import { wrongRows } from '../../../vite/access-rows.ts';
import { commandSchema } from '../job/command.ts';
import { roles } from '../model/person.ts';
import { accessKey, commandAccess, mayCommand, overlaps } from './table.ts';

const commandTypes = commandSchema.options.map((option) => option.entries.type.literal);

describe('[ACC1] who may command what', () => {
	test('every command has a row, and no row is of a command that is none', () => {
		expect(Object.keys(commandAccess).sort()).toEqual([...commandTypes].sort());
	});

	test('is as the table says, and no role no command', () => {
		const allowed = commandTypes.map((type) => {
			const who = roles.filter((role) => mayCommand([role], type));
			return `${type}: ${who.join(' ')}`;
		});
		expect(allowed).toMatchInlineSnapshot(`
			[
			  "book: owner manager foreman advisor",
			  "checkIn: owner manager foreman advisor",
			  "dispatch: owner manager foreman",
			  "move: owner manager foreman advisor technician inspector",
			  "stop: owner manager foreman advisor technician inspector parts",
			  "resume: owner manager foreman advisor technician inspector parts",
			  "revisePromise: owner manager foreman advisor",
			  "park: owner manager foreman advisor technician inspector parts",
			  "note: owner manager foreman advisor technician inspector parts",
			  "amend: owner manager foreman advisor",
			  "readSource: ",
			  "takeBack: ",
			  "deliver: owner manager foreman advisor",
			  "cancel: owner manager foreman advisor",
			  "undo: owner manager foreman advisor technician inspector",
			]
		`);
		for (const type of commandTypes) expect(mayCommand([], type)).toBe(false);
	});

	test('one of several roles is enough; a machine of the house may do all', () => {
		expect(mayCommand(['viewer', 'advisor'], 'book')).toBe(true);
		for (const type of commandTypes) expect(mayCommand(null, type)).toBe(true);
	});
});

test('[ACC3] a link overlaps with what is open to links, and with nothing else', () => {
	expect(overlaps(['link'], ['owner', 'link'])).toBe(true);
	expect(overlaps(['link'], ['owner'])).toBe(false);
});

describe('[ACC2] rows', () => {
	test('are there for every page, endpoint and form action, and for nothing else', () => {
		expect(wrongRows()).toEqual({ missing: [], dead: [] });
	});

	test('are asked by method, route and form action', () => {
		const key = (method: string, query = '') => accessKey('/a', method, new URLSearchParams(query));
		expect(key('GET')).toBe('GET /a');
		expect(key('HEAD', 'q=1')).toBe('GET /a');
		expect(key('POST')).toBe('POST /a');
		expect(key('POST', 'q=1&/make')).toBe('POST /a?/make');
		expect(key('DELETE')).toBe('DELETE /a');
	});
});

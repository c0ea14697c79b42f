import { readdirSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandSchema } from '../job/command.ts';
import { roles } from '../people/person.ts';
import { commandAccess, mayCommand, overlaps, routeAccess } from './table.ts';

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

test('[ACC2] every route there is has a row', () => {
	const folder = fileURLToPath(new URL('../../routes', import.meta.url));
	const files = readdirSync(folder, { recursive: true, withFileTypes: true });
	const ids = files
		.filter((file) => /^\+(page|server)\b/.test(file.name))
		.map((file) => `/${relative(folder, file.parentPath)}`);
	expect(dirname(folder)).toMatch(/src$/);
	expect(ids.length).toBeGreaterThan(1);
	for (const id of ids) expect(Object.keys(routeAccess)).toContain(id);
});

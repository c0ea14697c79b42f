import { describe, expect, test } from 'vitest';
import { wrongRows } from '../../../vite/access-rows.ts';
import { allCommandTypes } from '../streams/streams.ts';
import { roles } from '../model/person.ts';
import { senderKinds } from '../model/sender.ts';
import { accessKey, commandAccess, mayCommand, overlaps } from './table.ts';

const commandTypes = [...allCommandTypes];

describe('[ACC1] who may command what', () => {
	test('every command has a row, and no row is of a command that is none', () => {
		expect(Object.keys(commandAccess).sort()).toEqual([...commandTypes].sort());
	});

	test('is as the table says, and no role no command', () => {
		const allowed = commandTypes.map((type) => {
			const who = roles.filter((role) => mayCommand({ kind: 'person', roles: [role] }, type));
			return `${type}: ${who.join(' ')}`;
		});
		expect(allowed).toMatchInlineSnapshot(`
			[
			  "book: owner manager foreman advisor",
			  "checkIn: owner manager foreman advisor",
			  "deliver: owner manager foreman advisor",
			  "move: owner manager foreman advisor technician inspector",
			  "dispatch: owner manager foreman",
			  "stop: owner manager foreman advisor technician inspector parts",
			  "resume: owner manager foreman advisor technician inspector parts",
			  "revisePromise: owner manager foreman advisor",
			  "note: owner manager foreman advisor technician inspector parts",
			  "park: owner manager foreman advisor technician inspector parts",
			  "amend: owner manager foreman advisor",
			  "cancel: owner manager foreman advisor",
			  "readSource: ",
			  "takeBack: ",
			  "undo: owner manager foreman advisor technician inspector",
			  "openCase: owner manager foreman advisor",
			  "assignCase: owner manager foreman advisor",
			  "answerCase: owner manager foreman advisor",
			  "closeCase: owner manager foreman advisor",
			  "reopenCase: owner manager foreman advisor",
			]
		`);
		for (const type of commandTypes) expect(mayCommand({ kind: 'person', roles: [] }, type)).toBe(false);
	});

	test('one of several roles is enough', () => {
		expect(mayCommand({ kind: 'person', roles: ['viewer', 'advisor'] }, 'book')).toBe(true);
	});
});

describe('[ACC15] which kinds of sender may send a command', () => {
	test('is as the table says', () => {
		const allowed = senderKinds.map((kind) => {
			const types = commandTypes.filter((type) => mayCommand({ kind, roles }, type));
			return `${kind}: ${types.join(' ')}`;
		});
		expect(allowed).toMatchInlineSnapshot(`
			[
			  "person: book checkIn deliver move dispatch stop resume revisePromise note park amend cancel undo openCase assignCase answerCase closeCase reopenCase",
			  "station: book checkIn deliver move dispatch stop resume revisePromise note park amend cancel undo",
			  "import: book deliver move dispatch resume park cancel readSource takeBack undo",
			  "operator: book checkIn deliver move dispatch stop resume revisePromise note park amend cancel readSource takeBack undo openCase assignCase answerCase closeCase reopenCase",
			  "customer: ",
			]
		`);
	});

	test('roles count for people and at a tablet, and for nobody else', () => {
		expect(mayCommand({ kind: 'station', roles: [] }, 'note')).toBe(false);
		expect(mayCommand({ kind: 'customer', roles: ['owner'] }, 'note')).toBe(false);
		expect(mayCommand({ kind: 'operator', roles: [] }, 'note')).toBe(true);
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

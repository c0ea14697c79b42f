import { describe, expect, test } from 'vitest';
import { wrongRows } from '../../../vite/access-rows.ts';
import { allCommandTypes } from '../streams/streams.ts';
import { roles } from '../model/person.ts';
import { senderKinds } from '../model/sender.ts';
import { accessKey, commandAccess, mayCommand, overlaps } from './table.ts';

const commandTypes = [...allCommandTypes];

/** Said a second time, so that nobody changes them unseen. The test beside a newer command says it of that one. */
const rows = [
	'book: owner manager foreman advisor | person station import operator',
	'checkIn: owner manager foreman advisor | person station operator',
	'deliver: owner manager foreman advisor | person station import operator',
	'move: owner manager foreman advisor technician inspector | person station import operator',
	'dispatch: owner manager foreman | person station import operator',
	'stop: owner manager foreman advisor technician inspector parts | person station operator',
	'resume: owner manager foreman advisor technician inspector parts | person station import operator',
	'revisePromise: owner manager foreman advisor | person station operator',
	'note: owner manager foreman advisor technician inspector parts | person station operator',
	'park: owner manager foreman advisor technician inspector parts | person station import operator',
	'amend: owner manager foreman advisor | person station operator',
	'cancel: owner manager foreman advisor | person station import operator',
	'readSource:  | import operator',
	'takeBack:  | import operator',
	'undo: owner manager foreman advisor technician inspector | person station import operator',
	'openCase: owner manager foreman advisor | person operator',
	'assignCase: owner manager foreman advisor | person operator',
	'answerCase: owner manager foreman advisor | person operator',
	'closeCase: owner manager foreman advisor | person operator',
	'reopenCase: owner manager foreman advisor | person operator'
];

describe('[ACC1] who may command what', () => {
	test('every command has a row, and no row is of a command that is none', () => {
		expect(Object.keys(commandAccess).sort()).toEqual([...commandTypes].sort());
	});

	test('[ACC15] by roles and by kinds of sender it is as it was, and no role no command', () => {
		const allowed = commandTypes.map((type) => {
			const who = roles.filter((role) => mayCommand({ kind: 'person', roles: [role] }, type));
			const kinds = senderKinds.filter((kind) => mayCommand({ kind, roles }, type));
			return `${type}: ${who.join(' ')} | ${kinds.join(' ')}`;
		});
		expect(allowed).toEqual(expect.arrayContaining(rows));
		for (const type of commandTypes) expect(mayCommand({ kind: 'person', roles: [] }, type)).toBe(false);
	});

	test('one of several roles is enough', () => {
		expect(mayCommand({ kind: 'person', roles: ['viewer', 'advisor'] }, 'book')).toBe(true);
	});
});

describe('[ACC15] which kinds of sender may send a command', () => {
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

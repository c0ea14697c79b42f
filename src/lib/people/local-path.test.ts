import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each([
	['/w/one/board', '/w/one/board'],
	['/w/one/board?card=1', '/w/one/board?card=1'],
	[null, '/'],
	['', '/'],
	['https://evil.example/', '/'],
	['//evil.example/', '/'],
	['/\\evil.example/', '/'],
	['/\t/evil.example/', '/'],
	['/..//evil.example/', '/'],
	['/.//evil.example/', '/'],
	['/x/..//evil.example/', '/'],
	['javascript:alert(1)', '/'],
	['w/one', '/']
])('after signing in, %s leads to %s', (wanted, path) => expect(localPath(wanted)).toBe(path));

import { afterAll, describe, expect, test } from 'vitest';
import { getLocale, overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { locales } from '../languages/locale.ts';
import type { AccessChange, AccessChangeType } from '../model/access-change.ts';
import { changeSentence } from './audit-words.ts';

const before = getLocale;
afterAll(() => overwriteGetLocale(before));

const names = {
	personName: () => '周涛',
	stationName: () => '平板 2',
	screenName: () => '大屏 1',
	ticketOf: () => 'A27'
};
const personId = 'p';
const stationId = 's';

/** One of each type, and the variants that read differently. */
const changes: { [Type in AccessChangeType]: Extract<AccessChange, { type: Type }>[] } = {
	personAdded: [{ type: 'personAdded', personId, roles: ['technician', 'inspector'] }],
	personRenamed: [{ type: 'personRenamed', personId, before: '周' }],
	rolesChanged: [{ type: 'rolesChanged', personId, before: ['viewer'], roles: ['owner'] }],
	personLockedOut: [{ type: 'personLockedOut', personId }],
	personLetIn: [{ type: 'personLetIn', personId }],
	personDeleted: [{ type: 'personDeleted', personId, name: '李雷' }],
	invited: [
		{ type: 'invited', personId, reset: false },
		{ type: 'invited', personId, reset: true }
	],
	invitationRevoked: [{ type: 'invitationRevoked', personId }],
	joined: [
		{ type: 'joined', personId, reset: false },
		{ type: 'joined', personId, reset: true }
	],
	passwordChanged: [{ type: 'passwordChanged', personId }],
	pinSet: [{ type: 'pinSet', personId }],
	signedIn: [{ type: 'signedIn', personId }],
	signedOut: [{ type: 'signedOut', personId }],
	signInRefused: [{ type: 'signInRefused', personId }],
	sessionsEnded: [{ type: 'sessionsEnded', personId }],
	stationAdded: [{ type: 'stationAdded', stationId }],
	stationChanged: [{ type: 'stationChanged', stationId }],
	pairingOpened: [{ type: 'pairingOpened', stationId }],
	pairingRevoked: [{ type: 'pairingRevoked', stationId }],
	stationUnpaired: [{ type: 'stationUnpaired', stationId }],
	stationPaired: [{ type: 'stationPaired', stationId }],
	stationRevoked: [{ type: 'stationRevoked', stationId }],
	pinRefused: [{ type: 'pinRefused', personId, stationId }],
	screenAdded: [{ type: 'screenAdded', screenId: 'l' }],
	screenChanged: [{ type: 'screenChanged', screenId: 'l' }],
	screenPaired: [{ type: 'screenPaired', screenId: 'l' }],
	screenRevoked: [{ type: 'screenRevoked', screenId: 'l' }],
	progressLinkMade: [{ type: 'progressLinkMade', linkId: 'l', jobId: 'j' }],
	progressLinkRevoked: [{ type: 'progressLinkRevoked', linkId: 'l', jobId: 'j' }],
	settingsChanged: [
		{ type: 'settingsChanged', part: 'workshop', name: '一号' },
		{ type: 'settingsChanged', part: 'stage', name: '一号' },
		{ type: 'settingsChanged', part: 'bay', name: '一号' }
	],
	retentionChanged: [{ type: 'retentionChanged', months: 24 }],
	customerExported: [{ type: 'customerExported', customerId: 'c', jobs: 3 }],
	customerErased: [{ type: 'customerErased', customerId: 'c', jobs: 3 }],
	expiredErased: [{ type: 'expiredErased', jobs: 3 }]
};

describe.each(locales)('[AUD2] the audit in %s', (locale) => {
	test('tells every change in a sentence of its own', () => {
		overwriteGetLocale(() => locale);
		const all = Object.values(changes).flat();
		const sentences = all.map((change) => changeSentence(change, names));
		expect(new Set(sentences).size).toBe(all.length);
		for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|NaN|[{}]/);
	});
});

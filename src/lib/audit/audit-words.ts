import { m } from '#lib/paraglide/messages.js';
import type { Role } from '../model/person.ts';
import { roleWords } from '../words/role-words.ts';
import type { AccessChange } from '../model/access-change.ts';

/** What the ids in an entry are called; empty for what is gone. */
export interface AuditNames {
	personName(id: string): string;
	stationName(id: string): string;
	screenName(screenId: string): string;
	ticketOf(jobId: string): string;
}

const list = (roles: readonly Role[]): string =>
	roles.map((role) => roleWords[role]()).join(m.settings_list_separator());

const parts = {
	workshop: m.audit_settings_workshop,
	stage: m.audit_settings_stage,
	bay: m.audit_settings_bay,
	day: m.audit_settings_day,
	holidays: m.audit_settings_holidays
};

/** What was changed, in a sentence. [AUD2] */
export function changeSentence(change: AccessChange, names: AuditNames): string {
	const about = { person: 'personId' in change ? names.personName(change.personId) : '' };
	const station = { station: 'stationId' in change ? names.stationName(change.stationId) : '' };
	switch (change.type) {
		case 'personAdded':
			return m.audit_personAdded({ ...about, roles: list(change.roles) });
		case 'personRenamed':
			return m.audit_personRenamed({ ...about, before: change.before });
		case 'rolesChanged':
			return m.audit_rolesChanged({ ...about, before: list(change.before), roles: list(change.roles) });
		case 'personLockedOut':
			return m.audit_personLockedOut(about);
		case 'personLetIn':
			return m.audit_personLetIn(about);
		case 'personDeleted':
			return m.audit_personDeleted({ person: change.name });
		case 'invited':
			return change.reset ? m.audit_resetOffered(about) : m.audit_invited(about);
		case 'invitationRevoked':
			return m.audit_invitationRevoked(about);
		case 'joined':
			return change.reset ? m.audit_resetDone(about) : m.audit_joined(about);
		case 'passwordChanged':
			return m.audit_passwordChanged(about);
		case 'pinSet':
			return m.audit_pinSet(about);
		case 'signedIn':
			return m.audit_signedIn(about);
		case 'signedOut':
			return m.audit_signedOut(about);
		case 'signInRefused':
			return m.audit_signInRefused(about);
		case 'sessionsEnded':
			return m.audit_sessionsEnded(about);
		case 'stationAdded':
			return m.audit_stationAdded(station);
		case 'stationChanged':
			return m.audit_stationChanged(station);
		case 'pairingOpened':
			return m.audit_pairingOpened(station);
		case 'pairingRevoked':
			return m.audit_pairingRevoked(station);
		case 'stationPaired':
			return m.audit_stationPaired(station);
		case 'stationUnpaired':
			return m.audit_stationUnpaired(station);
		case 'stationRevoked':
			return m.audit_stationRevoked(station);
		case 'pinRefused':
			return m.audit_pinRefused({ ...about, ...station });
		case 'screenAdded':
			return m.audit_screenAdded({ screen: names.screenName(change.screenId) });
		case 'screenChanged':
			return m.audit_screenChanged({ screen: names.screenName(change.screenId) });
		case 'screenPaired':
			return m.audit_screenPaired({ screen: names.screenName(change.screenId) });
		case 'screenRevoked':
			return m.audit_screenRevoked({ screen: names.screenName(change.screenId) });
		case 'progressLinkMade':
			return m.audit_progressLinkMade({ ticket: names.ticketOf(change.jobId) });
		case 'progressLinkRevoked':
			return m.audit_progressLinkRevoked({ ticket: names.ticketOf(change.jobId) });
		case 'settingsChanged':
			return m.audit_settingsChanged({ part: parts[change.part](), name: change.name });
		case 'retentionChanged':
			return m.audit_retentionChanged({ months: change.months });
		case 'customerExported':
			return m.audit_customerExported({ jobs: change.jobs });
		case 'customerErased':
			return m.audit_customerErased({ jobs: change.jobs });
		case 'expiredErased':
			return change.cases
				? m.audit_expiredErased_cases({ jobs: change.jobs, cases: change.cases })
				: m.audit_expiredErased({ jobs: change.jobs });
	}
}

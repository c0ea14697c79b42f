import * as m from '#lib/paraglide/messages.js';
import type { SettingsCode } from '../../model/refusal.ts';
import type { Sentences } from './sentences.ts';

export const settingsSentences: Sentences<SettingsCode> = {
	cardsInStage: m.refusal_cardsInStage,
	lastReady: m.refusal_lastReady,
	ownerOnly: m.refusal_ownerOnly,
	notYourself: m.refusal_notYourself,
	personNamed: m.refusal_personNamed,
	operatorOnly: m.refusal_operatorOnly,
	elsewhereToo: m.refusal_elsewhereToo,
	ownPassword: m.refusal_ownPassword,
	ownPin: m.refusal_ownPin,
	noStationRole: m.refusal_noStationRole,
	tooMany: m.refusal_tooMany,
	daysFull: m.refusal_daysFull,
	gone: m.refusal_gone,
	carsOnBoard: ({ tickets }) => m.refusal_carsOnBoard({ tickets: tickets.join(m.privacy_separator()) }),
	casesOpen: ({ count }) => m.refusal_casesOpen({ count })
};

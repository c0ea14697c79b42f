/** Why a change of the settings was not made. */
export type SettingsRefusal =
	/** Of a stage that is to be hidden. */
	| { code: 'cardsInStage'; count: number }
	/** Without it no car could be handed over. */
	| { code: 'lastReady' }
	| { code: 'ownerOnly' }
	| { code: 'notYourself' }
	/** Cards or the history name this person: they can only be deactivated. */
	| { code: 'personNamed' }
	/** A link to a new password, for an account that others have a say in too. */
	| { code: 'operatorOnly' }
	/** To end sessions of an account that opens another workshop too, where who asks has no say about it. */
	| { code: 'elsewhereToo' }
	/** A link to a new password for the account of whoever asks: they change their password themselves. */
	| { code: 'ownPassword' }
	/** A PIN of whoever asks: they change it where the password or the current PIN is asked for. */
	| { code: 'ownPin' }
	/** A PIN is for whoever has a role that counts at a station. */
	| { code: 'noStationRole' }
	/** The workshop has as many of them as it may have. */
	| { code: 'tooMany'; most: number }
	/** As many special days are entered as a workshop may have. */
	| { code: 'daysFull' }
	/** Somebody else removed it, or it never was in this workshop. */
	| { code: 'gone' };

/** Thrown to undo the whole change. */
export class SettingsRefused extends Error {
	override name = 'SettingsRefused';
	refusal: SettingsRefusal;

	constructor(refusal: SettingsRefusal) {
		super(refusal.code);
		this.refusal = refusal;
	}
}

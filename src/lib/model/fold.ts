/*
 * One spelling for texts that are compared sign by sign: plates, order numbers, phone numbers. Runs in every
 * browser down to Chromium 64: no look-behind, no `replaceAll`, no `\p{}`.
 */

/** Signs that show nothing: joiners, direction marks, fillers, variation selectors. For a character class. */
export const invisibleSigns =
	'\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f' +
	'\\u2028-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff';
// And the blank of braille, annotations, tags, more variation selectors and marks of music: what is kept has none, so
// `foldedSql` need not know them. Every sign of the class stands for itself; none is joined with the one before.
const invisible = /* @__PURE__ */ new RegExp(
	// eslint-disable-next-line no-misleading-character-class
	`[${invisibleSigns}\\u2800\\ufff9-\\ufffb]|\\udb40[\\udc00-\\udfff]|\\ud834[\\udd73-\\udd7a]`,
	'g'
);

/** Cyrillic and Greek capitals, and in the same order the Latin ones that they look like. */
export const lookAlikes = 'АВСЕЅІЈКМНОРТУХҮԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
export const latin = 'ABCESIJKMHOPTYXYQWABEZHIKMNOPTYX';

/** Signs of their ordinary width, none that is invisible, and one space for every white space between words. */
export const plainSigns = (text: string): string =>
	text.normalize('NFKC').replace(invisible, '').replace(/\s+/g, ' ').trim();

/**
 * What two spellings of one code have in common: plain signs in capitals, Latin where they look so. `ａвс\u200b１`
 * is `ABC1`. `foldedSql` does the same to a column. [TEXT2]
 */
export const foldSigns = (text: string): string =>
	plainSigns(text)
		.toUpperCase()
		.replace(/[\u0370-\u052f]/g, (sign) => {
			const at = lookAlikes.indexOf(sign);
			return at < 0 ? sign : latin.charAt(at);
		});

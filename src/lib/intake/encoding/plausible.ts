import type { LegacyEncoding } from './encodings.ts';
import { hangul, simplified, traditional } from './frequent.ts';

/*
 * How likely it is that a text was read in its own encoding. Bytes of one encoding are valid in others too:
 * "Müller" is "M黮ler" in GB18030. What tells them apart is which signs come, and between which.
 */

/** So many signs beyond ASCII are weighed: a file of 10 MB tells no more. */
const mostWeighed = 20_000;

const latin = /[a-z]/i;
/** No text holds them: private use, what could not be read, controls of the eighties. */
const nonsense = /[\ue000-\uf8ff\ufffd\u0080-\u009f]/;
const han = /[\u3400-\u9fff\uf900-\ufaff]|[\ud840-\ud88f][\udc00-\udfff]/;
const kana = /[\u3041-\u30ff]/;
const halfKana = /[\uff61-\uff9f]/;
const korean = /[\uac00-\ud7a3]/;
/** Punctuation and full-width signs of East Asia: they come in all of its encodings. */
const eastern = /[\u3000-\u303f\uff01-\uff5e“”‘’—…·×°]/;
const western = /[äöüßéèêëàâçñáíóúïîôûùœæøåšžÿãõìò]/i;
const westernSign = /[€£§°–—‘’“”•…®©²³½¼´`«»·±µ]/;

type Weigh = (sign: string, before: string, after: string) => number;

const chinese =
	(frequent: ReadonlySet<string>): Weigh =>
	(sign) => {
		if (frequent.has(sign)) return 1;
		return han.test(sign) ? 0.25 : kana.test(sign) ? 0.2 : eastern.test(sign) ? 0.6 : 0.1;
	};

const japanese: Weigh = (sign, before, after) => {
	if (kana.test(sign)) return 1;
	if (halfKana.test(sign)) return han.test(before) || han.test(after) ? 0.1 : 0.3;
	if (simplified.has(sign) || traditional.has(sign)) return 0.7;
	return han.test(sign) ? 0.35 : eastern.test(sign) ? 0.6 : 0.1;
};

const inKorean: Weigh = (sign) => {
	if (hangul.has(sign)) return 1;
	// Chinese characters are rare there today; what was Chinese becomes a mixture of both.
	return korean.test(sign) ? 0.3 : han.test(sign) ? -0.3 : eastern.test(sign) ? 0.6 : 0.1;
};

const isHigh = (sign: string) => sign > '\u007f';

/** A letter with a mark stands among plain ones; where several follow each other, they are halves of others. */
const inWestern: Weigh = (sign, before, after) => {
	const alone = !isHigh(before) && !isHigh(after);
	if (westernSign.test(sign)) return alone ? 0.8 : 0;
	if (!western.test(sign)) return 0;
	if (alone) return latin.test(before) || latin.test(after) ? 1 : 0.2;
	return before === sign || after === sign ? 0.6 : 0.15;
};

const weighing: Record<LegacyEncoding, Weigh> = {
	gb18030: chinese(simplified),
	big5: chinese(traditional),
	'windows-1252': inWestern,
	'euc-kr': inKorean,
	shift_jis: japanese
};

/** From below 0, certainly not, to 1, certainly. Of signs beyond ASCII alone. */
export function plausibility(text: string, encoding: LegacyEncoding): number {
	const weigh = weighing[encoding];
	let sum = 0;
	let count = 0;
	for (let at = 0; at < text.length && count < mostWeighed; at++) {
		if (text.charCodeAt(at) < 0x80) continue;
		const sign = String.fromCodePoint(text.codePointAt(at) ?? 0);
		const before = text[at - 1] ?? ' ';
		at += sign.length - 1;
		const after = text[at + 1] ?? ' ';
		count++;
		if (nonsense.test(sign)) sum -= 2;
		else if (encoding !== 'windows-1252' && latin.test(before) && latin.test(after)) sum -= 1;
		else sum += weigh(sign, before, after);
	}
	return count === 0 ? 1 : sum / count;
}

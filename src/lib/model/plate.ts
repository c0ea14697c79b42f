import { foldSigns } from './fold.ts';
import { chinese, provinces, sign } from './format-plate.ts';

export { formatPlate } from './format-plate.ts';

/*
 * Number plates, as people type them and as they are shown. Runs in every browser down to Chromium 64:
 * no look-behind, no `replaceAll`, no `\p{}`.
 */

/** Traditional form and the form on the plate, in pairs: a keyboard in Taiwan writes 滬A, the plate says 沪A. */
export const traditionalOnPlates = '滬沪雲云遼辽魯鲁蘇苏贛赣晉晋陝陕閩闽貴贵粵粤寧宁瓊琼學学領领掛挂試试臨临';

/** Of the armed police: WJ, a province, digits and a letter. */
const armedPolice = /* @__PURE__ */ new RegExp(`^WJ[${provinces}]?${sign}{5}$`);

/**
 * Chinese characters stand on no other plates but Japan's (品川 300 あ 12-34) and Taiwan's for a trial or a
 * transfer. Anywhere else they are a typing error: 浙苏H6F681, 12啊3456.
 */
const chineseSign = /[\u4e00-\u9fff]/;
const abroad = /^(?:[\u4e00-\u9fff]{1,4}[0-9]{1,3}[\u3041-\u30ff][0-9]{1,4}|[临试][A-Z0-9]{3,7})$/;

/** Whoever begins so means a Chinese plate, and a wrong one is not taken for a foreign one. */
const chineseStart = new RegExp(`^[${provinces}使][^\u3040-\u9fff]`);

const embassy = /^使[0-9]{6}$/;

const absurd = /[^A-Z0-9 .\-\u00c0-\u024f\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;

const longest = 12;

function tidy(text: string): string {
	return foldSigns(text.slice(0, 100))
		.replace(/[\s·•・‧∙⋅●]+/g, ' ')
		.replace(/[‐‑‒–—−_]/g, '-')
		.replace(/[\u4e00-\u9fff]/g, (sign) => {
			const at = traditionalOnPlates.indexOf(sign);
			return at >= 0 && at % 2 === 0 ? traditionalOnPlates.charAt(at + 1) : sign;
		})
		.trim();
}

/** What people put between the signs of a plate. For a character class. */
export const plateSeparators = '\\s·•・‧∙⋅●‐‑‒–—−_.-';

/** Only the signs, however they were typed: what two spellings of one plate have in common. */
export const compact = (text: string) => tidy(text).replace(/[ .-]/g, '');

/**
 * The canonical form of a plate however it was typed: 豫a·9x770 and 豫Ａ ９Ｘ７７０ are 豫A9X770, without
 * separators. A plate of another country keeps its own (ABC-1234, M-AB 123). Null where there is no plate
 * in the text: nothing, a word, a Chinese plate of the wrong length or with I or O in its number.
 */
export function normalisePlate(text: string): string | null {
	const signs = compact(text);
	if (chinese.test(signs) || embassy.test(signs) || armedPolice.test(signs)) return signs;
	if (chineseSign.test(signs) && !abroad.test(signs)) return null;
	const plate = tidy(text)
		.replace(/ ?- ?/g, '-')
		.replace(/^[-. ]+|[-. ]+$/g, '');
	if (chineseStart.test(signs) || absurd.test(plate) || plate.length > longest) return null;
	return signs.length >= 2 && /[A-Z0-9]/.test(signs) ? plate : null;
}

/** Whether a search means this plate: its last digits or any part of it, typed in any way. */
export function plateMatches(plate: string, query: string): boolean {
	const wanted = compact(query);
	return wanted !== '' && compact(plate).indexOf(wanted) >= 0;
}

/**
 * For eyes that need not know whose car it is: 豫A ···2C. Of a short plate only the last sign stays.
 *
 * @param last how many signs stay
 */
export function maskPlate(plate: string, last = 2): string {
	const signs = compact(plate);
	const shown = signs.slice(signs.length > last + 2 ? -last : -1);
	const hidden = '·'.repeat(Math.max(2, 5 - last));
	return chinese.test(plate) ? `${plate.slice(0, 2)}\u2009${hidden}${shown}` : `${hidden}${shown}`;
}

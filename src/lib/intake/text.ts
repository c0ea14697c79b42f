/** Invisible in a cell and harmful behind it: controls, zero-width signs, marks that turn the reading direction. */
const invisible =
	// eslint-disable-next-line no-control-regex -- these are what is taken out
	/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

const tidy = (text: string) => text.toWellFormed().replace(invisible, '').replace(/\s+/g, ' ').trim();

/**
 * What a cell says: without invisible signs, every run of white space (line breaks, no-break and
 * full-width spaces) one space, and without the two ways in which Excel is told that a number is text:
 * ="0123" and a leading apostrophe. Any other formula stays the text that it is.
 */
export function cellText(cell: string): string {
	const text = tidy(cell);
	const formula = /^="(.*)"$/.exec(text)?.[1];
	if (formula !== undefined) return tidy(formula.replaceAll('""', '"'));
	return text.replace(/^['’]\s*/, '');
}

/** Full-width letters, digits and signs as their ordinary ones: ＲＯ１２ is RO12. For what is not prose. */
export const narrow = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

/** What export programs write where there is nothing, and where they could not compute. */
const nothing =
	/^(?:[-–—/\\.*、]+|无|無|暂无|暫無|n\/?a|null|none|nil|undefined|#+|#n\/a|#(?:ref|value|name|null|num|spill|calc)[!?]|#div\/0!|#getting_data|err:\d+)$/i;

/** The cell's text; undefined where it gives no word, which is not the same as a cell left empty. [IMP10] */
export const said = (text: string): string | undefined => (nothing.test(text) ? undefined : text);

/** Traditional and simplified form in pairs, of the signs that headers and fixed words are made of. */
const pairs =
	'單单號号車车碼码預预約约時时間间進进廠厂場场戶户聯联連连絡络電电話话務务專专顧顾問问維维類类別别項项標标' +
	'準准備备註注顏颜盤盘證证託托識识種种稱称員员業业內内動动計计劃划應应狀状報报養养檢检驗验審审質质賠赔險险' +
	'鈑钣噴喷損损離离現现給给數数錄录總总製制匯汇達达' +
	'結结賬账帳账廢废銷销關关閉闭歸归檔档師师鑰钥態态個个間间頁页際际開开刪删終终實实無无棄弃診诊斷断領领簽签';

const simple = new Map<string, string>();
for (let at = 0; at < pairs.length; at += 2) simple.set(pairs.charAt(at), pairs.charAt(at + 1));

/** A header or a fixed word in one spelling: narrow, lower case, simplified, without spaces. */
export const plainWord = (text: string) =>
	narrow(text)
		.toLowerCase()
		.replace(/\s/g, '')
		.replace(/[一-鿿]/g, (sign) => simple.get(sign) ?? sign);

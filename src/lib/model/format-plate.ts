/* How a plate is written on screens. In a file of its own: a wall loads no more than that of plates. */

export const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

/** No I and no O after the city's letter: they would be read as 1 and 0. */
export const sign = '[A-HJ-NP-Z0-9]';

/**
 * After province and city: five signs; six of a new-energy car (a kind letter first, or last behind five
 * digits; since 2018 not only D and F); four or five with a word at the end. The city's letter may be O:
 * such plates were the police's.
 */
export const chinese = new RegExp(
	`^[${provinces}][A-HJ-Z](?:${sign}{5}|[A-HJK]${sign}[0-9]{4}|[0-9]{5}[A-HJK]|` +
		`${sign}{4}[警学港澳使领挂试超]|${sign}{4}应急|${sign}{4,5}临)$`
);

/** As it is written on screens: 豫A 9X770 with a thin space; plates of other countries as they are. */
export function formatPlate(plate: string): string {
	return chinese.test(plate) ? `${plate.slice(0, 2)}\u2009${plate.slice(2)}` : plate;
}

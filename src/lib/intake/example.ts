import type { Locale } from '../languages/locale.ts';
import { columnWords } from '../words/column-words.ts';
import type { Field } from './columns.ts';

const fields = (
	'orderNumber bookedAt arrivedAt promise plate vin brand model colour customerName phone advisor ' +
	'workType work standardHours waiting note'
).split(' ') as Field[];

/** Booked, arrived and promised at, today. */
const times = [
	['8:30', '8:25', '10:30'],
	['', '9:10', '16:00'],
	['14:00', '', '']
];

/** From the plate to the note, all invented. */
const cars: Record<Locale, string[]> = {
	'zh-CN': [
		'豫A7Q21M,LTESTAB12CD345601,晨风,星途,白,田晓禾,13500000101,罗一鸣,保养,小保养：更换机油、机滤,0.8,是,',
		'豫AD52160,,北麓,轻舟,银灰,高远,13500000102,罗一鸣,一般维修,空调不制冷检修,2.5,否,钥匙在前台',
		'沪B38K65,,晨风,远山,黑,夏知秋,13500000103,沈青,事故车,前保险杠喷漆,6,否,'
	],
	'zh-TW': [
		'ABC-1234,LTESTAB12CD345601,晨風,星途,白,田曉禾,0900000101,羅一鳴,保養,小保養：更換機油、機油芯,0.8,是,',
		'EAB-5216,,北麓,輕舟,銀灰,高遠,0900000102,羅一鳴,一般維修,冷氣不冷檢修,2.5,否,鑰匙在櫃檯',
		'BKD-3865,,晨風,遠山,黑,夏知秋,0900000103,沈青,事故車,前保險桿烤漆,6,否,'
	],
	en: [
		'AB12 CDE,LTESTAB12CD345601,Brightwind,Starway,White,Dora Field,020 5550101,Luke Mason,Maintenance,Small service: oil and filter,0.8,yes,',
		'CD34 EFG,,Northfoot,Skiff,Silver,Hugh Farr,020 5550102,Luke Mason,Repair,Air conditioning does not cool,2.5,no,Keys at the desk',
		'EF56 GHJ,,Brightwind,Ridge,Black,Ada Summer,020 5550103,Sean Green,Accident,Paint front bumper,6,no,'
	]
};

/**
 * A small CSV file to try the import with, as Excel opens it; headers in the reader's language.
 *
 * @param today YYYY-MM-DD in the workshop's time zone
 */
export function exampleFile(locale: Locale, today: string): string {
	const header = fields.map((field) => columnWords[field]());
	const rows = cars[locale].map((car, index) => [
		`WT-000${index + 1}`,
		...(times[index] ?? []).map((time) => time && `${today} ${time}`),
		car
	]);
	return `\ufeff${[header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}

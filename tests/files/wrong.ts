import type { RowCode } from '../../src/lib/model/refusal.ts';

/** Lines of wrong.csv, in order, with what is wrong in each; [] is a row that must come in all the same. */
export interface WrongLine {
	text: string;
	problems?: RowCode[];
}

const good = (number: string) => `${number},豫A7Q21M,2026/11/23 8:05,2026/11/23 17:00,,,1,否,星途,`;

export const wrong: WrongLine[] = [
	{ text: '维修工单,,,,,,,,,' },
	{ text: '' },
	{ text: '工单号,车牌号,进厂时间,约定交车时间,VIN,联系电话,标准工时,在店等待,车型,备注' },
	{ text: good('E01'), problems: [] },
	{ text: ',豫A7Q21M,,2026/11/23 17:00,,,,,,', problems: ['missing'] },
	{ text: 'E02,,,2026/11/23 17:00,,,,,,', problems: ['missing'] },
	{ text: 'E03,豫A7Q2,,2026/11/23 17:00,,,,,,', problems: ['plateInvalid'] },
	{ text: 'E04,豫A7O21M,,2026/11/23 17:00,,,,,,', problems: ['plateInvalid'] },
	{ text: 'e01,豫A7Q22M,,2026/11/23 17:00,,,,,,', problems: ['duplicateInFile'] },
	{ text: '2.61123E+11,豫A7Q21M,,2026/11/23 17:00,,,,,,', problems: ['scientific'] },
	{ text: 'E05,豫A7Q21M,,2026/11/23 17:00,,1.35E+10,,,,', problems: ['scientific'] },
	{ text: 'E06,豫A7Q21M,,2026/11/23 17:00,,找老板,,,,', problems: ['phoneInvalid'] },
	{ text: 'E07,豫A7Q21M,,2026/11/23 17:00,LTESTAB12CD34560,,,,,', problems: ['vinLength'] },
	{ text: 'E08,豫A7Q21M,,2026/11/23 17:00,LTESTAB12CO345601,,,,,', problems: ['vinLetters'] },
	{ text: 'E09,豫A7Q21M,,2026-02-30 9:00,,,,,,', problems: ['momentImpossible'] },
	{ text: 'E10,豫A7Q21M,,2026/11/23 25:00,,,,,,', problems: ['momentImpossible'] },
	{ text: 'E11,豫A7Q21M,,11/12/2026 9:00,,,,,,', problems: ['momentAmbiguous'] },
	{ text: 'E12,豫A7Q21M,,26/11/23 9:00,,,,,,', problems: ['momentAmbiguous'] },
	{ text: 'E13,豫A7Q21M,,下周一,,,,,,', problems: ['momentUnreadable'] },
	{ text: 'E14,豫A7Q21M,,2026/11/23,,,,,,', problems: ['timeMissing'] },
	{ text: 'E15,豫A7Q21M,,2026/11/23 0:00,,,,,,', problems: ['timeMissing'] },
	{ text: 'E16,豫A7Q21M,,1926/11/23 9:00,,,,,,', problems: ['momentRange'] },
	{ text: 'E17,豫A7Q21M,2026/11/23 9:00,2026/11/23 8:59,,,,,,', problems: ['promiseBeforeArrival'] },
	{ text: 'E18,豫A7Q21M,,2026/11/23 17:00,,,-1,,,', problems: ['hoursInvalid'] },
	{ text: 'E19,豫A7Q21M,,2026/11/23 17:00,,,两小时,,,', problems: ['hoursInvalid'] },
	{ text: 'E20,豫A7Q21M,,2026/11/23 17:00,,,201,,,', problems: ['hoursInvalid'] },
	{ text: 'E21,豫A7Q21M,,2026/11/23 17:00,,,,也许,,', problems: ['waitingInvalid'] },
	{ text: `E22,豫A7Q21M,,2026/11/23 17:00,,,,,${'很'.repeat(61)},`, problems: ['tooLong'] },
	{ text: `${'E'.repeat(41)},豫A7Q21M,,2026/11/23 17:00,,,,,,`, problems: ['tooLong'] },
	{ text: 'E23,豫A7Q21M,,2026/11/23 17:00,,,,,星\ufffd,', problems: ['damaged'] },
	{ text: 'E24,豫A7Q21M,,2026/11/23 17:00,,,,,,先洗车,再交车', problems: ['extraCells'] },
	{
		text: 'E25,豫A7,,下周一,短,?,-1,也许,,',
		problems: [
			'momentUnreadable',
			'plateInvalid',
			'vinLength',
			'phoneInvalid',
			'hoursInvalid',
			'waitingInvalid'
		]
	},
	{ text: 'E26,豫A7Q21M,,2026/11/23 17:00,,,,,,"急', problems: [] },
	{ text: 'E27,豫A7Q21M,,2026/11/23 17:00,,,,,,"急"修，"快"', problems: [] },
	{ text: 'E28,豫A7Q21M,,2026/11/23 17:00,,,,,,"客户说\n""异响""\r\n第三行"', problems: [] },
	{ text: 'E29,豫A7Q21M,,2026/11/23,,,,,,', problems: ['timeMissing'] },
	{
		text: 'E30,豫A7Q21M,,2026/11/23 17:00,,,,,"星途,\nE31,豫A7Q21M,,2026/11/23 17:00,,,,,星途",',
		problems: ['quoteUnclosed']
	},
	{ text: '工单号,车牌号,进厂时间,约定交车时间,VIN,联系电话,标准工时,在店等待,车型,备注' },
	{ text: good('E32'), problems: [] },
	{ text: ' , ,　,,,,,,,' },
	{ text: 'E33,豫A7Q21M', problems: [] },
	{ text: '合计,,,,,,1,,,' }
];

/* Writes the files beside it: `node tests/files/make.ts`. */

import { writeFileSync } from 'node:fs';
import { dayOn, type DayOrder, storedDate } from './day.ts';
import { encodeGb18030, utf16 } from './encode.ts';
import { workbook, type CellValue } from './workbook.ts';
import { wrong } from './wrong.ts';
import { DAY } from '../../src/lib/model/moments.ts';

type Key = keyof DayOrder;
type Header = [Key | null, string][];

const simplified: Header = [
	['orderNumber', '委托书号'],
	['plate', '车牌'],
	['vin', '车架号'],
	['brand', '厂牌'],
	['model', '车系'],
	['colour', '车身颜色'],
	['customerName', '送修人'],
	['phone', '手机'],
	['advisor', '接待员'],
	['workType', '业务类型'],
	['work', '报修内容'],
	['standardHours', '工时（小时）'],
	['bookedAt', '预约进厂时间'],
	['arrivedAt', '进店时间'],
	['promise', '预计交车时间'],
	['waiting', '是否在店等待'],
	['note', '备注'],
	[null, '结算金额']
];

const traditional: Header = [
	['promise', '預計交車時間'],
	['arrivedAt', '進廠時間'],
	['bookedAt', '預約時間'],
	['orderNumber', '工單號碼'],
	['plate', '車牌號碼'],
	['customerName', '客戶姓名'],
	['phone', '聯絡電話'],
	['advisor', '服務顧問'],
	['brand', '廠牌'],
	['model', '車款'],
	['vin', '車身號碼'],
	['colour', '顏色'],
	['workType', '維修類別'],
	['work', '維修項目'],
	['standardHours', '標準工時'],
	['waiting', '現場等候'],
	['note', '備註']
];

const english: Header = [
	['plate', 'Licence plate'],
	['orderNumber', 'RO No.'],
	['customerName', 'Customer name'],
	['phone', 'Mobile'],
	['brand', 'Make'],
	['model', 'Model'],
	['colour', 'Color'],
	['vin', 'VIN'],
	['advisor', 'Service Advisor'],
	['workType', 'Job type'],
	['work', 'Description of work'],
	['standardHours', 'Std. hours'],
	['waiting', 'Customer waiting?'],
	['bookedAt', 'Appointment'],
	['arrivedAt', 'Checked in'],
	['promise', 'Promised (date & time)'],
	['note', 'Remarks']
];

type Write = (order: DayOrder, key: Key) => string;

const slashed = (moment: string) =>
	moment.replace(/^(\d+)-(\d+)-(\d+) 0?(\d+:\d+)$/, (_, y, m, d, time) => `${y}/${+m}/${+d} ${time}`);

const plain: Write = (order, key) => {
	const value = order[key];
	if (value === null) return '';
	if (typeof value === 'boolean') return value ? '是' : '否';
	return /At$|^promise$/.test(key) ? slashed(String(value)) : String(value);
};

const quoted = (cell: string, delimiter: string) =>
	/["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

function text(
	day: DayOrder[],
	header: Header,
	write: Write,
	delimiter: string,
	end: string,
	above: string[] = []
): string {
	const rows = day.map((order) => header.map(([key]) => (key ? write(order, key) : '0.00')));
	return [
		...above,
		...[header.map(([, name]) => name), ...rows].map((row) =>
			row.map((cell) => quoted(cell, delimiter)).join(delimiter)
		)
	]
		.map((line) => line + end)
		.join('');
}

/** Chinese dates, full-width digits, text guards of Excel, and a sum below. */
const dressed: Write = (order, key) => {
	const value = plain(order, key);
	if (value === '') return key === 'note' ? '/' : '';
	if (key === 'orderNumber') return `="${value}"`;
	if (key === 'phone') return `'${value}`;
	if (key === 'plate') return value.replace(/^([\u4e00-\u9fff][A-Z])/, '$1·').toLowerCase();
	if (key === 'promise')
		return value.replace(
			/^(\d+)\/(\d+)\/(\d+) (\d+):(\d+)$/,
			(_, y, m, d, h, min) =>
				`${y}年${m}月${d}日（星期一）${+h < 12 ? '上午' : '下午'}${+h > 12 ? +h - 12 : h}：${min}`
		);
	if (key === 'standardHours') return `${value.replace('.', '．')}小时`;
	if (key === 'waiting') return order.waiting ? '在店' : '离店';
	return `\u3000${value}\u00a0`;
};

const europeanWords: Record<string, string> = {
	保养: 'Maintenance',
	一般维修: 'General repair',
	事故车: 'Body & paint',
	保修索赔: 'Warranty claim',
	召回: 'Recall campaign',
	年检: 'MOT',
	新车PDI: 'PDI',
	其他: 'Other'
};

const european: Write = (order, key) => {
	const value = plain(order, key);
	if (key === 'standardHours') return value.replace('.', ',');
	if (key === 'workType') return europeanWords[value] ?? '';
	if (key === 'waiting') return order.waiting ? 'Yes' : 'No';
	const moment = /At$|^promise$/.test(key) ? String(order[key]) : '';
	return moment === '' ? value : `${moment.replace(' ', 'T')}:00+08:00`;
};

const compact: Write = (order, key) =>
	/At$|^promise$/.test(key) ? String(order[key]).replace(/[- :]/g, '') : plain(order, key);

/** Wall-clock time as Excel counts it: days since 1899-12-30. */
const serial = (moment: string) => Date.parse(`${moment.replace(' ', 'T')}:00Z`) / DAY + 25_569;

function cells(order: DayOrder): CellValue[] {
	return simplified.map(([key]) => {
		if (key === null) return { error: '#N/A' };
		const value = order[key];
		if (value === null || value === '') return null;
		if (/At$|^promise$/.test(key)) return { date: serial(String(value)) };
		if (key === 'phone' && /^1\d{10}$/.test(String(value))) return Number(value);
		if (key === 'work') return { rich: String(value).split(/(?<=：)/) };
		return value;
	});
}

const titles = [['二〇二六年十一月二十三日 维修工单'], [], ['打印时间：2026/11/24 8:00', null, '第 1 页']];
const bytes = (value: string) => new TextEncoder().encode(value);

/** Lines of wrong.csv. */
const wrongOn = (date: string) =>
	wrong.map(({ text }) => text.replaceAll('2026/11/23', slashedDate(date)) + '\n').join('');

export const slashedDate = (date: string) => date.replaceAll('-', '/');

/** @param date YYYY-MM-DD */
export function filesOn(date: string): Record<string, Uint8Array> {
	const day = dayOn(date);
	return {
		'utf8-bom.csv': bytes('\ufeff' + text(day, simplified, plain, ',', '\r\n')),
		'gb18030.csv': encodeGb18030(
			text(day, simplified, dressed, ',', '\r\n', [
				'维修工单日报',
				'',
				'打印时间：2026/11/24 8:00,,第 1 页'
			]) + '合计,10,,,,,,,,,,20.65\r\n制表人：罗一鸣\r\n'
		),
		'semicolon.csv': bytes(text(day, english, european, ';', '\n', ['sep=;'])),
		'tab.txt': bytes(text(day, traditional, compact, '\t', '\r')),
		'utf16le.csv': utf16(text(day, traditional, plain, '\t', '\r\n'), 'le'),
		'utf16be.csv': utf16(text(day, english, european, ',', '\n'), 'be'),
		'workbook.xlsx': workbook([
			{ name: '说明', rows: [['本表由系统导出'], ['请勿修改']] },
			{
				name: '工单',
				merged: 'A1:R1',
				rows: [...titles, simplified.map(([, name]) => name), ...day.map(cells), ['合计', day.length]]
			}
		]),
		'wrong.csv': bytes(wrongOn(date))
	};
}

export const files = filesOn(storedDate);

if (import.meta.main)
	for (const [name, content] of Object.entries(files)) writeFileSync(new URL(name, import.meta.url), content);
